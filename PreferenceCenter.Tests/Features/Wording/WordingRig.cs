using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>Files of wordings and forms for the topics of <see cref="CommandRig"/>, in English only.</summary>
internal static class WordingRig
{
    public const string English = "--Site:Languages=en";

    public const string Site =
        """{"controllers":[{"name":"Northwind Ltd","address":"1 Quay","contact":"privacy@northwind.example"}],"texts":{"en":{"purposes":"To write.","recipients":"Nobody.","transfers":"None.","retention":"Until you leave.","rights":"All.","withdrawal":"By the link.","complaint":"The authority."}}}""";
    public const string Notices =
        "{\"site\":"
        + Site
        + ""","topics":[{"topic":"news","texts":{"en":{"statement":"Yes, **news**."}}},{"topic":"digest","texts":{"en":{"statement":"Yes, the digest."}}}]}""";
    public const string Forms =
        """{"forms":[{"key":"sea","state":"published","topics":["news","digest"],"texts":{"en":{"title":"Sea mails","lead":"Tick."}}}]}""";
    public const string Described =
        """{"topics":[{"key":"news","texts":{"en":{"name":"News","description":"What is new."}}},{"key":"digest","texts":{"en":{"name":"Digest","description":"The week."}}}]}""";

    public static Task<CommandRun> ApplyAsync(this CommandRig rig, string what, string json, params string[] options) =>
        rig.RunAsync([what, "apply", rig.Write($"{what}.json", json), English, .. options]);

    public static async Task<CommandRig> SoundAsync()
    {
        var rig = await CommandRig.NewAsync();
        (await rig.ApplyAsync("topics", Described)).Done();
        (await rig.ApplyAsync("notices", Notices)).Done();
        return rig;
    }

    public static void Refused(this CommandRun run, params string[] expected)
    {
        Assert.Equal(3, run.ExitCode);
        foreach (var part in expected)
            Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }
}
