using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PreferenceCenter.Tests.Http.TwoNodes;

/// <summary>
/// Stub server that answers every request alike and keeps the requests; by default it answers 200 with its own name.
/// </summary>
internal sealed class NamedNode : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly string answer;
    private readonly Task serving;
    private volatile string heard = "";

    /// <param name="head">Status line and headers, without the empty line.</param>
    public NamedNode(string name, string head = "HTTP/1.1 200 OK")
    {
        answer = $"{head}\r\nContent-Length: {name.Length}\r\nConnection: close\r\n\r\n{name}";
        listener.Start();
        serving = ServeAsync();
    }

    public Uri Address => new($"http://{listener.LocalEndpoint}");
    public string LastRequest => heard;

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(closing.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException) { }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var (request, buffer) = ("", new byte[8192]);
        while (!IsWhole(request) && await stream.ReadAsync(buffer, closing.Token) is > 0 and var read)
            request += Encoding.ASCII.GetString(buffer, 0, read);
        if (request.Length > 0)
            heard = request;
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), closing.Token);
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
            return false;
        var length =
            request
                .Split("\r\n")
                .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                ?.Split(':')[1]
            ?? "0";
        return request.Length - end - 4 >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await serving;
        closing.Dispose();
    }
}
