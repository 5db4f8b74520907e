using PreferenceCenter.Hosting;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that docs/settings.md names the settings as the program does.</summary>
public sealed class SettingsDocumentTests
{
    [Fact]
    public void Every_key_it_explains_is_taken_from_the_command_line()
    {
        var keys = Keys().ToArray();

        Assert.Contains("Mail:Smtp:Password", keys);
        Assert.All(keys, key => Assert.True(SettingKeys.Knows(key), key));
    }

    // In a cell, `:Port` stands for the section of the key before it.
    private static IEnumerable<string> Keys()
    {
        var rows = Document
            .Read("settings.md")
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        foreach (var cell in rows.Select(row => row.Split('|')[1]))
        {
            var section = "";
            foreach (var name in cell.Split(',').Select(part => part.Trim().Trim('`')))
            {
                var key = name.StartsWith(':') ? section + name : name;
                section = key[..Math.Max(0, key.LastIndexOf(':'))];
                yield return key;
            }
        }
    }
}
