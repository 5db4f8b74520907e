using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PreferenceCenter.Benchmarks.Processes;

/// <summary>A child process that listens on a port of this machine.</summary>
internal sealed record ServerProcess(Child Child, int Port) : IDisposable
{
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a hidden mode of this program on a free port, and waits until it answers.</summary>
    public static async Task<ServerProcess> StartSelfAsync(
        Workspace workspace,
        string mode,
        IEnumerable<string> arguments,
        CancellationToken cancel,
        Wrapper? wrapper = null
    )
    {
        var port = FreePort();
        var server = new ServerProcess(
            Child.StartSelf(
                wrapper ?? Wrapper.None,
                workspace.Directory,
                [],
                [mode, port.ToString(CultureInfo.InvariantCulture), .. arguments]
            ),
            port
        );
        await server.WaitUntilListeningAsync(cancel);
        return server;
    }

    public async Task WaitUntilListeningAsync(CancellationToken cancel)
    {
        while (!await ListensAsync(cancel))
            await Task.Delay(20, cancel);
    }

    private async Task<bool> ListensAsync(CancellationToken cancel)
    {
        if (Child.HasExited)
            throw new InvalidOperationException(Child.Errors);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port, cancel);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public MeasuredProgram As(string name) => new(name, () => Child.Processor);

    public void Dispose() => Child.Dispose();
}
