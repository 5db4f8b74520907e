using System.Text.Json.Serialization;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>
/// What a load process is to do: one request after the other on each connection, each with the next token between head
/// and tail.
/// </summary>
/// <param name="Tokens">File of tokens, each as long as the first line's length says.</param>
/// <param name="First">The first token to use; later ones follow in the order of the file.</param>
/// <param name="Most">At most so many tokens; with <paramref name="Again"/> from the first once more when they are used
/// up.</param>
/// <param name="WarmFor">Seconds under load that are not counted.</param>
/// <param name="Expect">The status every answer has to have.</param>
/// <param name="Rate">Requests a second in all, each timed from when it was due; 0: as fast as answers come.</param>
internal sealed record LoadPlan(
    int Port,
    int Connections,
    string Head,
    string Tail,
    string Tokens,
    int TokenLength,
    long First,
    long Most,
    bool Again,
    double WarmFor,
    double RunFor,
    int Expect,
    double Rate = 0
)
{
    /// <summary>Whether each answer is told, with its time.</summary>
    public bool Trace { get; init; }
}

/// <summary>One answer, or its absence.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Took">Milliseconds since the request was sent or due.</param>
internal readonly record struct Moment(long At, double Took, bool Expected);

/// <summary>What came of it. Latencies in milliseconds.</summary>
/// <param name="Used">Tokens used, those of the warm-up included.</param>
/// <param name="Processor">Share of one processor the load itself took.</param>
/// <param name="Unexpected">Answers of another status, broken connections; the first of them in words.</param>
internal sealed record LoadResult(
    long Requests,
    long Used,
    double Seconds,
    double P50,
    double P99,
    double Max,
    double Processor,
    long Unexpected,
    string? FirstUnexpected
)
{
    /// <summary>Each answer, in order, where that was asked for.</summary>
    public IReadOnlyList<Moment> Moments { get; init; } = [];

    [JsonIgnore]
    public double PerSecond => Requests == 0 ? 0 : Requests / Seconds;
}

[JsonSerializable(typeof(LoadPlan))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
