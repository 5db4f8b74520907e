using System.Text.Json;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that the notices that travel with the program name every package that does, as their licences ask.
/// </summary>
public sealed class NoticesDocumentTests
{
    [Fact]
    public void Every_package_that_is_published_is_named_with_its_notice()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.txt");
        Assert.True(File.Exists(file), "The notices do not travel with the program.");
        var lines = File.ReadAllLines(file).ToHashSet(StringComparer.Ordinal);
        using var published = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PreferenceCenter.deps.json"))
        );
        string[] packages =
        [
            .. published
                .RootElement.GetProperty("targets")
                .EnumerateObject()
                .SelectMany(target => target.Value.EnumerateObject())
                .Where(library => library.Value.TryGetProperty("runtime", out _))
                .Select(library => library.Name.Split('/')[0])
                .Where(name => !name.StartsWith("PreferenceCenter", StringComparison.Ordinal)),
        ];
        Assert.True(packages.Length > 20, $"{packages.Length}");
        Assert.DoesNotContain(packages, name => !lines.Contains(name));
        foreach (
            var licence in (string[])["MIT License", "Apache License 2.0", "BSD 2-Clause License", "PostgreSQL License"]
        )
            Assert.Contains(licence, lines);
    }
}
