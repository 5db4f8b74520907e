using PreferenceCenter.Hosting;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that docs/settings.md names the settings as the program does, and all of them.</summary>
public sealed class SettingsDocumentTests
{
    // The framework's, and those of a mailbox that is not read yet.
    private static readonly string[] Unexplained = ["AllowedHosts", "Environment"];

    private static string[] Explained => [.. DocumentedNames.InFirstColumn("settings.md", "", ':')];

    [Fact]
    public void Every_key_it_explains_is_taken_from_the_command_line()
    {
        Assert.Contains("Mail:Smtp:Password", Explained);
        Assert.All(Explained, key => Assert.True(SettingKeys.Knows(key), key));
    }

    [Fact]
    public void Every_key_that_is_read_is_explained() =>
        Assert.DoesNotContain(
            SettingKeys.All.Except(Explained, StringComparer.OrdinalIgnoreCase).Except(Unexplained),
            key => !key.StartsWith("Mail:Inbox:", StringComparison.Ordinal)
        );
}
