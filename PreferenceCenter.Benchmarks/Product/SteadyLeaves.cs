using System.Text;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Measures;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// A light and even load of leaves that records each answer with its time: it shows what users notice when a server
/// fails.
/// </summary>
internal sealed class SteadyLeaves : IAsyncDisposable
{
    private const int ASecond = 200;
    private const int Connections = 32;
    private const int Seconds = 60;

    /// <summary>Milliseconds after which an answer counts as none.</summary>
    private const double Late = 1000;

    private readonly TaskCompletionSource over = new();
    private readonly Task<LoadResult> running;

    private SteadyLeaves(Bench bench, LoadPlan plan, IReadOnlyList<Guid> people, CancellationToken cancel) =>
        (People, running) = (people, LoadProcess.RunAsync(bench.Workspace, plan, over.Task, cancel));

    /// <summary>The subscribers of the leaves.</summary>
    public IReadOnlyList<Guid> People { get; }

    public static SteadyLeaves Start(
        Bench bench,
        CrowdDatabase crowd,
        int port,
        CancellationToken cancel,
        int aSecond = ASecond,
        double seconds = Seconds
    )
    {
        var leaves = crowd.Subscriptions().Take((int)(aSecond * seconds)).ToArray();
        var tokens = TokenFile.Mint(
            bench.Workspace.NewFile("tokens"),
            Installation.Key,
            LinkPurpose.Unsubscribe,
            leaves,
            bench.Now
        );
        return new SteadyLeaves(
            bench,
            Requests.Leave(port, Connections, tokens) with
            {
                RunFor = seconds,
                Rate = aSecond,
                Trace = true,
            },
            [.. leaves.Select(leave => leave.Person).Distinct()],
            cancel
        );
    }

    public async Task<IReadOnlyList<Moment>> EndAsync()
    {
        over.TrySetResult();
        var moments = (await running).Moments;
        Bench.Say(
            $"  {moments.Count} leaves, {moments.Count(m => !m.Expected)} not answered as they should be, the slowest in {Figure.Text(moments.Max(m => m.Took))} ms"
        );
        return moments;
    }

    public static long Acknowledged(IReadOnlyList<Moment> moments) => moments.Count(m => m.Expected);

    /// <summary>Seconds from a time until every request is answered in time.</summary>
    public static double TroubledFor(IReadOnlyList<Moment> moments, DateTimeOffset from)
    {
        var after = moments.Where(m => m.At >= from.ToUnixTimeMilliseconds()).ToArray();
        if (after.Length == 0 || !after[^1].Expected)
            return double.NaN;
        return after
            .Where(m => !m.Expected || m.Took > Late)
            .Select(m => SecondsSince(m, from))
            .DefaultIfEmpty(0)
            .Max();
    }

    /// <summary>Seconds from a time until a leave is acknowledged.</summary>
    public static double SilentFor(IReadOnlyList<Moment> moments, DateTimeOffset from) =>
        moments
            .Where(m => m.Expected && m.At >= from.ToUnixTimeMilliseconds())
            .Select(m => SecondsSince(m, from))
            .DefaultIfEmpty(double.NaN)
            .First();

    private static double SecondsSince(Moment moment, DateTimeOffset from) =>
        (moment.At - from.ToUnixTimeMilliseconds()) / 1000d;

    /// <summary>
    /// Leaves everything for one subscriber and retries until it is acknowledged, as a mailbox provider does.
    /// </summary>
    public static async Task LeaveOnceAsync(int port, Guid person, DateTimeOffset now, CancellationToken cancel)
    {
        var token = new char[SignedLink.TokenLength];
        SignedLink.Mint(Installation.Key, LinkPurpose.Unsubscribe, person, 0, (uint)now.ToUnixTimeSeconds(), token);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        while (true)
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{port}/u/{new string(token)}")
            {
                Content = new StringContent(
                    "List-Unsubscribe=One-Click",
                    Encoding.ASCII,
                    "application/x-www-form-urlencoded"
                ),
            };
            using var answer = await client.SendAsync(post, cancel);
            if (answer.IsSuccessStatusCode)
                return;
            await Task.Delay(20, cancel);
        }
    }

    public async ValueTask DisposeAsync()
    {
        over.TrySetResult();
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
