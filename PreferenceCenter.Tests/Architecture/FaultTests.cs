using System.Text.RegularExpressions;
using Xunit;

namespace PreferenceCenter.Tests.Architecture;

/// <summary>Tests that faults of files carry no words, and that they are worded only where they are shown.</summary>
public sealed partial class FaultTests
{
    [Fact]
    public void Faults_are_worded_only_where_they_are_shown()
    {
        var product = SourceGraph.OfProduct();
        var words = product.Files.Where(file => product.UsedBy(file).Contains("Faults/FaultWords.cs")).ToList();
        Assert.Contains("Features/Cli/CatalogueFile.cs", words);
        // The report is given its words by the command.
        Assert.Empty(
            words
                .Where(file => !file.StartsWith("Features/", StringComparison.Ordinal))
                .Except(["Subscriptions/Imports/ImportReport.cs"])
        );
    }

    [Fact]
    public void No_fault_is_given_a_sentence()
    {
        var sources = SourceGraph.ReadProduct();
        Assert.True(sources.Sum(source => Codes().Count(source.Text)) > 80, "the faults were not found");
        Assert.Empty(sources.SelectMany(source => Sentences(source.Text).Select(text => $"{source.Path}: {text}")));
    }

    [Theory]
    [InlineData("""Fault("name", FaultCode.Missing, "is not there");""")]
    [InlineData("""new Fault(path, FaultCode.Taken, key, $"{owner} has it");""")]
    [InlineData("""new(place, FaultCode.Taken, Name(key), "of another")""")]
    public void A_planted_sentence_is_found(string code) => Assert.NotEmpty(Sentences(code));

    // Texts with a space among the arguments, up to the end of the call.
    private static IEnumerable<string> Sentences(string code) =>
        from call in Codes().Matches(code)
        from text in Text().Matches(call.Value)
        where text.Value.Contains(' ', StringComparison.Ordinal)
        select text.Value;

    [GeneratedRegex(@"FaultCode\.\w+(?:[^()"";{}]|""[^""]*""|(?<open>\()|(?<-open>\)))*")]
    private static partial Regex Codes();

    [GeneratedRegex(@"""[^""]*""")]
    private static partial Regex Text();
}
