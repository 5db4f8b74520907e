using PreferenceCenter.Benchmarks.Product;

namespace PreferenceCenter.Benchmarks;

/// <summary>The options of the command line, and the sizes of databases and runs that follow from them.</summary>
/// <param name="Program">A program published before, to be measured instead of the current sources.</param>
internal sealed record Options(bool Quick, string? Only, string? Json, string? Program)
{
    public const string Usage =
        "Usage: PreferenceCenter.Benchmarks [--quick] [--only NAME] [--json FILE] [--program FILE]";

    /// <summary>A list of medium size, with about a million subscriptions.</summary>
    public Crowd Middle => Quick ? new(100_000, 2_000) : new(200_000, 2_000);
    public static Crowd Small => new(10_000, 0);
    public Crowd Large => Quick ? new(100_000, 2_000) : new(1_000_000, 0);

    public int Rounds => Quick ? 3 : 5;

    /// <summary>Seconds of one load of the warm-up, which has as many as it needs.</summary>
    public double WarmFor => Quick ? 1 : 2;
    public double RunFor => Quick ? 1 : 4;

    public static Options? Parse(ReadOnlySpan<string> args) =>
        args switch
        {
            [] => new Options(false, null, null, null),
            ["--quick", .. var rest] => Parse(rest) is { } others ? others with { Quick = true } : null,
            ["--only", var name, .. var rest] => Parse(rest) is { } others ? others with { Only = name } : null,
            ["--json", var file, .. var rest] => Parse(rest) is { } others ? others with { Json = file } : null,
            ["--program", var file, .. var rest] => Parse(rest) is { } others
                ? others with
                {
                    Program = Path.GetFullPath(file),
                }
                : null,
            _ => null,
        };
}
