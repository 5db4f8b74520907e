using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Wording;

/// <summary>Tests <c>notices apply</c> and <c>notices export</c>.</summary>
public sealed class NoticeCommandsTests
{
    [DatabaseFact]
    public async Task Each_wording_is_published_once_and_what_is_exported_is_what_is_there()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.Equal(
            ["published site 1.0", "published news 1.0", "published digest 1.0"],
            (await rig.ApplyAsync("notices", WordingRig.Notices)).Lines
        );
        Assert.Equal("nothing differs\n", (await rig.ApplyAsync("notices", WordingRig.Notices)).Done());
        var exported = (await rig.RunAsync("notices", "export")).Done();
        Assert.Equal("nothing differs\n", (await rig.ApplyAsync("notices", exported)).Done());
        using var raw = rig.Stored.Raw();
        Assert.Equal(
            3L,
            raw.Scalar<long>(
                """SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = @p0""",
                (long)EventKind.NoticePublished
            )
        );
        Assert.Equal(3L, raw.Count("NoticeTexts"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "CON-15")]
    public async Task Other_words_are_the_next_minor_version_another_purpose_the_next_major_and_the_old_ones_stay()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        Assert.Equal(
            "published news 1.1\n",
            (
                await rig.ApplyAsync(
                    "notices",
                    """{"topics":[{"topic":"news","texts":{"en":{"statement":"Yes, the news."}}}]}"""
                )
            ).Done()
        );
        const string Purpose =
            """{"topics":[{"topic":"news","change":"purpose","renewBy":"2027-01-31","texts":{"en":{"statement":"Yes, news and offers."}}}]}""";
        Assert.Equal(
            "published news 2.0\nnothing was changed: this was a dry run\n",
            (await rig.ApplyAsync("notices", Purpose, "--dry-run")).Done()
        );
        Assert.Equal("published news 2.0\n", (await rig.ApplyAsync("notices", Purpose)).Done());
        // The same purpose again is not a new purpose.
        Assert.Equal("nothing differs\n", (await rig.ApplyAsync("notices", Purpose)).Done());
        using var raw = rig.Stored.Raw();
        Assert.Equal(
            ["<p>Yes, <strong>news</strong>.</p>", "<p>Yes, the news.</p>", "<p>Yes, news and offers.</p>"],
            raw.Rows(
                    """SELECT "Html" FROM "NoticeTexts" t JOIN "Notices" n ON n."Number" = t."NoticeNumber" WHERE n."TopicNumber" = 1 ORDER BY n."Number" """
                )
                .Select(r => (string)r[0]!)
        );
    }

    // In the night to 31 October 2027 the clocks of the Azores show 00:00 twice, first at 00:00 UTC.
    [DatabaseFact(PostgresInLongTests = true)]
    public async Task An_older_yes_ends_when_the_day_begins_where_the_site_is()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        const string Purpose =
            """{"topics":[{"topic":"news","change":"purpose","renewBy":"2027-10-31","texts":{"en":{"statement":"Yes, news and offers."}}}]}""";
        (await rig.ApplyAsync("notices", Purpose, "--Site:TimeZone=Atlantic/Azores")).Done();
        using var center = rig.Open();
        using var context = center.GetRequiredService<Database>().CreateContext();
        Assert.Equal(
            new DateTimeOffset(2027, 10, 31, 0, 0, 0, TimeSpan.Zero),
            context.Notices.Single(n => n.RenewBy != null).RenewBy
        );
    }

    // Found before the database is written, on either database.
    [Theory]
    [InlineData(
        """{"topics":[{"topic":"nothing","texts":{"en":{"statement":"x"}}}]}""",
        "topics[0].topic: there is no topic 'nothing'"
    )]
    [InlineData("""{"topics":[{"topic":"news","texts":{"de":{"statement":"x"}}}]}""", "topics[0].texts.en: is missing")]
    [InlineData(
        """{"topics":[{"topic":"news","texts":{"en":{"statement":"  "}}}]}""",
        "topics[0].texts.en.statement: is missing"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","texts":{"en":{"statement":"# Big"}}}]}""",
        "topics[0].texts.en.statement: contains a heading"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","change":"purpose","texts":{"en":{"statement":"other"}}}]}""",
        "topics[0].renewBy: is missing"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","change":"purpose","renewBy":"2020-01-31","texts":{"en":{"statement":"other"}}}]}""",
        "topics[0].renewBy: '2020-01-31' is not in the future"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","change":"purpose","renewBy":"0001-01-01","texts":{"en":{"statement":"other"}}}]}""",
        "topics[0].renewBy: '0001-01-01' is not in the future"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","change":"purpose","renewBy":"9999-12-31","texts":{"en":{"statement":"other"}}}]}""",
        "topics[0].renewBy: '9999-12-31' is more than 10 years away"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","change":"big","texts":{"en":{"statement":"x"}}}]}""",
        "topics[0].change: 'big' is neither"
    )]
    [InlineData(
        """{"topics":[{"topic":"news","renewBy":"soon","texts":{"en":{"statement":"x"}}}]}""",
        "topics[0].renewBy: 'soon' is not a date"
    )]
    [InlineData("""{"topics":[{"topic":"news","statement":"x"}]}""", "topics[0].statement: is unknown")]
    [InlineData("""{"topics":[{"topic":"news","texts":{"xx":{"statement":"x"}}}]}""", "'xx' is not one of")]
    [InlineData("""{"site":{"controllers":[],"texts":{}}}""", "site.controllers: is missing")]
    [InlineData(
        """{"site":{"controllers":[{"name":"A","address":"B","contact":"C"}],"texts":{"en":{"purposes":"x"}}}}""",
        "site.texts.en.retention: is missing"
    )]
    [InlineData(
        """{"site":{"controllers":[{"name":"A","address":"B","contact":"C"},{"name":"D","address":"E","contact":"F"}],"texts":{"en":{"purposes":"x"}}}}""",
        "site.texts.en.arrangement: is missing"
    )]
    [InlineData("{", "line 1")]
    [Trait("Requirement", "RTS-01")]
    public async Task Whatever_is_wrong_is_named_by_its_path_and_nothing_is_published(string json, string expected)
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.ApplyAsync("notices", WordingRig.Notices)).Done();
        using var raw = rig.Stored.Raw();
        var before = (raw.Count("Notices"), raw.Count("LedgerEvents"));
        (await rig.ApplyAsync("notices", json)).Refused(expected);
        Assert.Equal(before, (raw.Count("Notices"), raw.Count("LedgerEvents")));
    }

    [DatabaseFact]
    [Trait("Requirement", "CON-17")]
    public async Task What_was_published_cannot_be_altered_by_any_statement()
    {
        await using var rig = await WordingRig.SoundAsync();
        (await rig.ApplyAsync("forms", WordingRig.Forms)).Done();
        using var raw = rig.Stored.Raw();
        foreach (
            var sql in (string[])
                [
                    "UPDATE \"NoticeTexts\" SET \"Html\" = 'x'",
                    "DELETE FROM \"NoticeTexts\"",
                    "UPDATE \"Notices\" SET \"Major\" = 9",
                    "DELETE FROM \"Notices\"",
                    "UPDATE \"Forms\" SET \"Definition\" = 'x'",
                    "DELETE FROM \"Forms\"",
                ]
        )
            Assert.ThrowsAny<System.Data.Common.DbException>(() => raw.Run(sql));
    }
}
