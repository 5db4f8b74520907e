using System.Text.Json.Serialization;

namespace PreferenceCenter.Benchmarks.Load;

/// <summary>
/// The plan of a load process: one request after the other on each connection, each with the next token between head
/// and tail.
/// </summary>
/// <param name="Tokens">File of tokens of equal length, one after the other.</param>
/// <param name="First">The first token to use; later ones follow in the order of the file.</param>
/// <param name="Most">Number of tokens at most. With <paramref name="Again"/> they are used again from the first when
/// all are used.</param>
/// <param name="WarmFor">Seconds of load at the start that are not counted.</param>
/// <param name="Expect">The status that every answer must have.</param>
/// <param name="Rate">Requests a second in total, each timed from its due time; 0: as fast as possible.</param>
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
    /// <summary>Whether each answer is recorded with its time.</summary>
    public bool Trace { get; init; }
}

/// <summary>One answer, or one failed request.</summary>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Took">Milliseconds since the request was sent or due.</param>
internal readonly record struct Moment(long At, double Took, bool Expected);

/// <summary>The result of a load. Latencies are in milliseconds.</summary>
/// <param name="Used">Tokens used, including those of the warm-up.</param>
/// <param name="Processor">Share of one processor that the load process itself took.</param>
/// <param name="Unexpected">Number of answers with another status and of broken connections.</param>
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
    /// <summary>Each answer in order, if the plan asked for it.</summary>
    public IReadOnlyList<Moment> Moments { get; init; } = [];

    [JsonIgnore]
    public double PerSecond => Requests == 0 ? 0 : Requests / Seconds;
}

/// <summary>JSON serialisation of plan and result, generated at build time.</summary>
[JsonSerializable(typeof(LoadPlan))]
[JsonSerializable(typeof(LoadResult))]
internal sealed partial class LoadJson : JsonSerializerContext;
