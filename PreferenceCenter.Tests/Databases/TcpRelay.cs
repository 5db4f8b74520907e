using System.Net;
using System.Net.Sockets;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// TCP relay on loopback that can stop forwarding while all connections stay open, as a firewall does that forgot them:
/// new ones are accepted too, and nothing is ever answered.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly int to;
    private readonly Task accepting;
    private TaskCompletionSource flow = new();

    public TcpRelay(int to)
    {
        this.to = to;
        flow.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Stick() => flow = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => flow.TrySetResult();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await listener.AcceptTcpClientAsync(closing.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException) { }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
            try
            {
                await flow.Task.WaitAsync(closing.Token);
                await server.ConnectAsync(IPAddress.Loopback, to, closing.Token);
                await Task.WhenAny(
                    CopyAsync(client.GetStream(), server.GetStream()),
                    CopyAsync(server.GetStream(), client.GetStream())
                );
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or IOException) { }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream into)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, closing.Token) is > 0 and var read)
            {
                await flow.Task.WaitAsync(closing.Token);
                await into.WriteAsync(buffer.AsMemory(0, read), closing.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException) { }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await accepting;
        closing.Dispose();
    }
}
