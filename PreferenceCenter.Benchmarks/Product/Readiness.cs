using System.Net.Sockets;
using System.Text;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>Waits until a server says that it is ready, with single requests over a plain socket.</summary>
internal static class Readiness
{
    public static async Task WaitAsync(ServerProcess server, CancellationToken cancel)
    {
        while (true)
        {
            if (server.Child.HasExited)
                throw new InvalidOperationException($"The program ended at its start: {server.Child.Errors}");
            try
            {
                if (Answer.Status(await GetAsync(server.Port, "/health/ready", cancel)) == 200)
                    return;
            }
            catch (SocketException)
            {
                // Not listening yet.
            }
            await Task.Delay(5, cancel);
        }
    }

    public static async Task<byte[]> GetAsync(int port, string path, CancellationToken cancel)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port, cancel);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), cancel);
        var buffer = new byte[1 << 20];
        for (var received = 0; ; )
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(received), cancel);
            if (read == 0)
                throw new IOException($"No answer to GET {path}.");
            received += read;
            if (Answer.IsWhole(buffer.AsSpan(0, received)))
                return buffer[..received];
        }
    }
}
