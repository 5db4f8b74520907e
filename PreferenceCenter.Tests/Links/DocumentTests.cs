using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests that the examples of docs/links.md do what the text says.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Links", "links.md")
    );

    private static readonly string Printed = "https://preferences.example.org/u/" + LinkVectors.All.Valid[0].Token;

    [Theory]
    [InlineData("python", "/usr/bin/python3", "-")]
    [InlineData("sh", "/bin/sh", "-s", "/usr/bin/openssl", "/usr/bin/xxd")]
    public async Task An_example_prints_the_vector(
        string language,
        string program,
        string readFromInput,
        params string[] needs
    )
    {
        foreach (var tool in needs.Prepend(program))
            Assert.SkipUnless(File.Exists(tool), $"{tool} is not installed.");
        var (output, error, exitCode) = await Run(program, readFromInput, Example(language));

        Assert.Equal(("", 0), (error, exitCode));
        Assert.Equal(Printed, output.Trim());
    }

    // The method itself is compiled and run against every vector; here only the text must be the same.
    [Fact]
    public void The_example_in_csharp_is_the_one_that_is_tested()
    {
        var example = Example("csharp");
        Assert.StartsWith("static string Mint(", example, StringComparison.Ordinal);
        Assert.Contains(
            WithoutIndent(example),
            WithoutIndent(File.ReadAllText(SourceOfMintExample())),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_links_it_shows_are_vectors()
    {
        var shown = TokenInUrl().Matches(Document).Select(m => m.Groups[1].Value).ToList();

        Assert.Equal(2, shown.Count);
        Assert.All(shown, token => Assert.Contains(LinkVectors.All.Valid, v => v.Token == token));
    }

    private static string Example(string language) =>
        Regex
            .Match(Document, $"^```{language}\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)
            .Groups[1]
            .Value;

    private static string WithoutIndent(string code) =>
        LineStart().Replace(code, "").Replace("private static", "static", StringComparison.Ordinal);

    private static string SourceOfMintExample([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, nameof(MintExample) + ".cs");

    private static async Task<(string Output, string Error, int ExitCode)> Run(
        string program,
        string argument,
        string input
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(
            new ProcessStartInfo(program, [argument])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await process.StandardInput.WriteAsync(input.AsMemory(), cancellation);
        process.StandardInput.Close();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancellation),
            process.StandardError.ReadToEndAsync(cancellation)
        );
        await process.WaitForExitAsync(cancellation);
        return (await output, await error, process.ExitCode);
    }

    [GeneratedRegex(@"example\.org/[up]/([A-Za-z0-9_-]{59})\b")]
    private static partial Regex TokenInUrl();

    [GeneratedRegex("^[ ]+", RegexOptions.Multiline)]
    private static partial Regex LineStart();
}
