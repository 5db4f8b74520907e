namespace PreferenceCenter.Tests.Conformance;

/// <summary>Generates docs/conformance.md: each requirement, its source, and the tests that prove it.</summary>
internal static class ConformanceDocument
{
    private const string Beginning = """
        # Conformance

        What standards and law ask of a preference centre, and the tests that prove it here. Made from [requirements.tsv](requirements.tsv)
        and from the tests by `UPDATE_DOCS=1 dotnet test`; not to be edited. In our own words, which bind nobody: read the source. This is not legal advice.

        """;

    public static string Write(IReadOnlyList<Requirement> requirements, IReadOnlyList<RequirementProof> proofs)
    {
        var proven = proofs.ToLookup(p => p.RequirementId);
        var groups = requirements
            .GroupBy(r => r.Group)
            .Select(group =>
                string.Join(
                    '\n',
                    [
                        $"## {group.Key}",
                        "",
                        "| | asked for | source | proven by |",
                        "|---|---|---|---|",
                        .. group.Select(r =>
                            $"| {r.Id} | {Cell(r.Text)} | {Cell(r.Source)} | {ProvenBy(r, proven[r.Id])} |"
                        ),
                    ]
                )
            );
        return Beginning + "\n" + string.Join("\n\n", groups) + "\n";
    }

    private static string ProvenBy(Requirement requirement, IEnumerable<RequirementProof> proofs)
    {
        var lines = proofs
            .GroupBy(p => p.Class)
            .Select(same =>
                $"`{same.Key}`: {Cell(same.Any(p => p.Test is null) ? "all of it" : string.Join("; ", same.Select(p => p.Test)))}"
            );
        if (requirement.Open is { } open)
            lines = lines.Append($"*open:* {Cell(open)}");
        return string.Join("<br>", lines);
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
