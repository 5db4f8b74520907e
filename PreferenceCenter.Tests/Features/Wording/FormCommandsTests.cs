using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>
/// Tests <c>forms …</c> and <c>consent check</c>: a form with a fault is not published, and the fault is reported.
/// </summary>
public sealed class FormCommandsTests
{
    [DatabaseFact]
    public async Task A_sound_form_is_published_its_versions_count_and_what_is_exported_is_what_is_there()
    {
        await using var rig = await WordingRig.SoundAsync();
        Assert.Equal("changed sea 1 published\n", (await rig.ApplyAsync("forms", WordingRig.Forms)).Done());
        Assert.Equal(
            "nothing differs\n",
            (await rig.ApplyAsync("forms", (await rig.RunAsync("forms", "export")).Done())).Done()
        );
        Assert.Equal(
            "changed sea 2 draft\n",
            (
                await rig.ApplyAsync("forms", WordingRig.Forms.Replace("published", "draft", StringComparison.Ordinal))
            ).Done()
        );
        (await rig.RunAsync("forms", "markup", "sea", WordingRig.English)).Refused("is no published form");
        Assert.Equal("changed sea 3 published\n", (await rig.ApplyAsync("forms", WordingRig.Forms)).Done());
        var markup = (await rig.RunAsync("forms", "markup", "sea", WordingRig.English)).Done();
        Assert.Contains("Yes, <strong>news</strong>.", markup, StringComparison.Ordinal);
        (await rig.RunAsync("forms", "markup", "sea", "--language", "tlh", WordingRig.English)).Refused(
            "'tlh' is not one of"
        );
    }

    // Found before the database is written, on either database.
    [Theory]
    // A topic without wording, a draft, an unknown topic, and no topic at all.
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["beta"],"texts":{"en":{"title":"T"}}}]}""",
        "beta has no consent statement",
        "(notice)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["later"],"texts":{"en":{"title":"T"}}}]}""",
        "offers 'later', which is draft",
        "(open)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["nothing"],"texts":{"en":{"title":"T"}}}]}""",
        "offers 'nothing', but there is no such topic",
        "(topics)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":[],"texts":{"en":{"title":"T"}}}]}""",
        "offers no topic",
        "(topics)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["news"],"texts":{}}]}""",
        "has no title in en",
        "(languages)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["news"],"texts":{"en":{"title":"Do not miss out!"}}}]}""",
        "plays on guilt or fear in en",
        "(guilt)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","state":"published","topics":["news"],"terms":{"url":"https://x.example","texts":{}},"texts":{"en":{"title":"T"}}}]}""",
        "checkbox for its terms has no text in en",
        "(languages)"
    )]
    [InlineData(
        """{"forms":[{"key":"f","topics":["news"],"terms":{"url":"http://x.example","texts":{}},"texts":{}}]}""",
        "url: is not an https: address",
        ""
    )]
    [InlineData("""{"forms":[{"key":"f","topics":["news","news"],"texts":{}}]}""", "'news' appears twice", "")]
    [InlineData("""{"forms":[{"key":"F!","topics":["news"],"texts":{}}]}""", "is not 1 to 64 characters of a-z", "")]
    [InlineData(
        """{"forms":[{"key":"f","state":"open","topics":["news"],"texts":{}}]}""",
        "'open' is neither draft nor published",
        ""
    )]
    [Trait("Requirement", "RTS-01")]
    [Trait("Requirement", "DEC-04")]
    public async Task An_unsound_form_is_refused_with_every_reason_and_nothing_changes(
        string json,
        string expected,
        string rule
    )
    {
        await using var rig = await WordingRig.SoundAsync();
        (await rig.ApplyAsync("forms", json)).Refused(expected, rule);
        using var raw = rig.Stored.Raw();
        Assert.Equal(0L, raw.Count("Forms"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-01")]
    public async Task The_check_names_what_lacks_and_is_quiet_once_it_is_there()
    {
        await using var rig = await CommandRig.NewAsync();
        var run = await rig.RunAsync("consent", "check", WordingRig.English);
        Assert.Equal(1, run.ExitCode);
        foreach (
            var lacking in (string[])
                ["fault\tsite\tcontroller", "fault\tnews\tnotice", "fault\tnews\tpurpose", "fault\tdigest\tnotice"]
        )
            Assert.Contains(lacking, run.Out, StringComparison.Ordinal);
        (await rig.ApplyAsync("topics", WordingRig.Described)).Done();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        (await rig.ApplyAsync("forms", WordingRig.Forms)).Done();
        Assert.Equal("ok\tnews\n", (await rig.RunAsync("consent", "check", "news", WordingRig.English)).Done());
        Assert.Equal("ok\tsea\n", (await rig.RunAsync("consent", "check", "sea", WordingRig.English)).Done());
        // A further language needs every text again.
        Assert.Contains(
            "fault\tsea\tlanguages\thas no title in de",
            (await rig.RunAsync("consent", "check", "sea", "--Site:Languages=en,de")).Out,
            StringComparison.Ordinal
        );
        (await rig.RunAsync("consent", "check", "nobody", WordingRig.English)).Refused("neither a topic nor a form");
        Assert.Contains(
            "\"ok\":true",
            (await rig.RunAsync("consent", "check", "sea", "--json", WordingRig.English)).Done(),
            StringComparison.Ordinal
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-03")]
    public async Task Two_topics_in_one_and_the_same_words_are_one_question_for_two_things()
    {
        await using var rig = await WordingRig.SoundAsync();
        (
            await rig.ApplyAsync(
                "notices",
                """{"topics":[{"topic":"digest","texts":{"en":{"statement":"Yes, **news**."}}}]}"""
            )
        ).Done();
        var run = await rig.RunAsync("consent", "check", "digest", WordingRig.English);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("fault\tdigest\tbundled", run.Out, StringComparison.Ordinal);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-01")]
    public async Task Nothing_can_be_collected_on_a_topic_without_words_to_say_yes_to()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.False(Collects(rig, "news"));
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        Assert.True(Collects(rig, "news"));
        Assert.False(Collects(rig, "beta"));
    }

    private static bool Collects(CommandRig rig, string topic)
    {
        using var database = rig.Stored.Open();
        return new PreferenceCenter.Catalogue.CatalogueCache(database).Current.ByKey[topic].Topic.Collects;
    }
}
