using Xunit;

namespace PreferenceCenter.Tests.Conformance;

/// <summary>Tests that docs/requirements.tsv, the tests and docs/conformance.md agree.</summary>
public sealed class ConformanceTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "conformance.md");
    private static readonly IReadOnlyList<Requirement> Requirements = Requirement.ReadAll(
        File.ReadLines(Path.Combine(Repository.Root, "docs", "requirements.tsv"))
    );
    private static readonly IReadOnlyList<RequirementProof> Proofs = RequirementProof.In(
        typeof(ConformanceTests).Assembly
    );

    [Fact]
    public void The_document_is_what_the_tests_say_now()
    {
        var now = ConformanceDocument.Write(Requirements, Proofs);
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            File.WriteAllText(Document, now);

        Assert.True(
            File.Exists(Document) && File.ReadAllText(Document) == now,
            "docs/conformance.md is old: UPDATE_DOCS=1 dotnet test --filter-class '*.ConformanceTests' writes it."
        );
    }

    [Fact]
    public void Every_requirement_has_a_test_or_says_what_is_open() => Assert.Empty(Unproven(Requirements, Proofs));

    [Fact]
    public void Every_test_names_requirements_there_are() => Assert.Empty(Unknown(Requirements, Proofs));

    [Fact]
    public void A_requirement_without_test_and_a_test_without_requirement_are_found()
    {
        Requirement[] requirements =
        [
            new("", "A-01", "proven", "law", null),
            new("", "A-02", "in part", "law", "the other half"),
            new("", "A-03", "not at all", "law", Requirement.NoTest),
            new("", "A-04", "forgotten", "law", null),
            new("", "A-05", "proven since", "law", Requirement.NoTest),
        ];
        RequirementProof[] proofs =
        [
            new("A-01", "Tests", "It holds"),
            new("A-02", "Tests", null),
            new("A-05", "Tests", "It holds too"),
            new("A-10", "Tests", "It is misspelt"),
        ];

        Assert.Equal(
            ["A-04 has no test: forgotten", "A-05 has a test now: take its last column away"],
            Unproven(requirements, proofs)
        );
        Assert.Equal(["Tests names A-10, which is not in docs/requirements.tsv"], Unknown(requirements, proofs));
    }

    [Theory]
    [InlineData("A-01\ttext")]
    [InlineData("A-01\ttext\t")]
    [InlineData("A-01\ttext\tlaw\tlater")]
    [InlineData("A-01\ttext\tlaw", "A-01\tother\tlaw")]
    public void A_table_that_is_not_one_is_refused(params string[] lines) =>
        Assert.Throws<FormatException>(() => Requirement.ReadAll(lines));

    private static IEnumerable<string> Unproven(
        IEnumerable<Requirement> requirements,
        IEnumerable<RequirementProof> proofs
    )
    {
        var proven = proofs.Select(p => p.RequirementId).ToHashSet();
        foreach (var r in requirements)
            if (r.Open is null && !proven.Contains(r.Id))
                yield return $"{r.Id} has no test: {r.Text}";
            else if (r.Open == Requirement.NoTest && proven.Contains(r.Id))
                yield return $"{r.Id} has a test now: take its last column away";
    }

    private static IEnumerable<string> Unknown(
        IEnumerable<Requirement> requirements,
        IEnumerable<RequirementProof> proofs
    ) =>
        proofs
            .ExceptBy(requirements.Select(r => r.Id), p => p.RequirementId)
            .Select(p => $"{p.Class} names {p.RequirementId}, which is not in docs/requirements.tsv");
}
