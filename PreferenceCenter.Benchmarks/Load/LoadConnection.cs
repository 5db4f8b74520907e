using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>One kept connection with one request in flight.</summary>
internal sealed class LoadConnection(LoadPlan plan, LoadRun run)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(5);

    private readonly byte[] request = Encoding.ASCII.GetBytes(
        plan.Head + new string('x', plan.TokenLength) + plan.Tail
    );
    private readonly byte[] buffer = new byte[128 * 1024];

    private bool broke;

    public Histogram Latencies { get; } = new();
    public long LastAt { get; private set; }

    public async Task RunAsync()
    {
        while (!await DriveAsync())
            if (broke)
                await Task.Delay(RetryDelay);
    }

    /// <summary>Sends requests until the load is over (true) or the connection ended (false).</summary>
    private async Task<bool> DriveAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
        };
        broke = false;
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, plan.Port);
            while (run.TryNext(request, out var index))
            {
                var from = plan.Rate > 0 ? await WaitAsync(index) : Stopwatch.GetTimestamp();
                var length = await ExchangeAsync(socket);
                Count(from, Stopwatch.GetTimestamp(), length);
                if (Answer.Closes(buffer.AsSpan(0, length)))
                    return false;
            }
            return true;
        }
        catch (Exception reason) when (reason is SocketException or IOException)
        {
            run.NoteUnexpected(reason);
            broke = true;
            return Stopwatch.GetTimestamp() >= run.End;
        }
    }

    private async Task<long> WaitAsync(long index)
    {
        var due = run.DueAt(index);
        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        if (left > TimeSpan.Zero)
            await Task.Delay(left);
        return due;
    }

    private async ValueTask<int> ExchangeAsync(Socket socket)
    {
        await socket.SendAsync(request);
        for (var received = 0; ; )
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(received));
            if (read == 0)
                throw new IOException("The server closed the connection.");
            received += read;
            if (Answer.IsWhole(buffer.AsSpan(0, received)))
                return received;
        }
    }

    private void Count(long from, long to, int length)
    {
        var answer = buffer.AsSpan(0, length);
        var expected = Answer.Status(answer) == plan.Expect;
        if (!expected)
            run.NoteUnexpected(answer);
        run.Note(from, to, expected);
        // Counted by the time of the answer: where an answer takes as long as the counted time, no request would both
        // begin and end in it.
        if (to < run.CountFrom || to > run.End)
            return;
        Latencies.Add((long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds);
        LastAt = to;
    }
}
