using System.Net.Sockets;
using System.Text;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>Request written to the socket byte by byte, as no client library would send it.</summary>
internal sealed class RawRequest : IAsyncDisposable
{
    private readonly TcpClient socket = new() { NoDelay = true };

    private NetworkStream Stream => socket.GetStream();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RawRequest> OpenAsync(WebCenter center)
    {
        var request = new RawRequest();
        await request.socket.ConnectAsync(center.Address.Host, center.Address.Port, Cancel);
        return request;
    }

    /// <summary>Head of a form post; the body is written afterwards.</summary>
    public Task PostAsync(string path, string length) =>
        WriteAsync(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n{length}\r\n\r\n"
        );

    public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.ASCII.GetBytes(text), Cancel);

    /// <summary>Writes each character as the byte of its number.</summary>
    public async Task WriteBytesAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text), Cancel);

    /// <summary>Writes to a server that is closing the connection, or has.</summary>
    public async Task WriteToClosingAsync(string text)
    {
        try
        {
            await WriteAsync(text);
        }
        catch (IOException closed) when (closed.InnerException is SocketException)
        {
            // The server was quicker.
        }
    }

    /// <summary>Reads the response until the given text appears.</summary>
    public async Task<string> ReadToAsync(string last)
    {
        var (answer, buffer) = (new StringBuilder(), new byte[4096]);
        while (!answer.ToString().Contains(last, StringComparison.Ordinal))
        {
            var read = await Stream.ReadAsync(buffer, Cancel);
            if (read == 0)
                break;
            answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        return answer.ToString();
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
