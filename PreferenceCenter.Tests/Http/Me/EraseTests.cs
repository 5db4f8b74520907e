using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests erasure from the page: requested by the subscriber, cancelled, carried out by the job.</summary>
public sealed class EraseTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-21")]
    [Trait("Requirement", "A11-07")]
    public async Task The_page_says_what_goes_what_stays_and_when_and_one_press_asks()
    {
        await using var center = await WebCenter.StartAsync(
            ["Privacy:ErasureReview=Automatic"],
            WebCenter.WithoutCircuits
        );
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var page = await visitor.GetAsync("/me/erase");
        foreach (
            var output in (string[])
                [
                    "your address, name and preferences",
                    "keyed hashes of your address",
                    "a file that somebody else added to a request of their own",
                    "under a random number that leads to nobody",
                    "Your data will be erased after 24 November 2026",
                ]
        )
            Assert.Contains(output, page.Text, StringComparison.Ordinal);
        Assert.Equal("allowed", center.Gate(person, "news"));

        var asked = await visitor.FollowAsync(await visitor.PressAsync(page, "erase"));
        Assert.Contains(
            "Your data will be erased after 24 November 2026",
            asked.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal("stopped", center.Gate(person, "news"));
        Assert.Single(center.RequestsOf(person));

        var back = await visitor.FollowAsync(await visitor.PressAsync(asked, "cancel"));
        Assert.Contains(
            "Request cancelled: your data stays",
            back.Page.QuerySelector("[role=status]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(PrivacyRequestState.Cancelled, Assert.Single(center.RequestsOf(person)).State);
        center.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await center.RunAsync<DueErasures>()).Done);
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-11")]
    [Trait("Requirement", "SEC-21")]
    public async Task Without_a_session_or_its_key_nothing_is_asked()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        Assert.Equal(403, (await center.Browser.GetAsync("/me/erase")).Status);
        Assert.Equal(403, (await center.Browser.PostAsync("/me/erase", ("action", "erase"))).Status);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        Assert.Equal(400, (await visitor.PostAsync("/me/erase", ("action", "erase"))).Status);
        Assert.Equal(400, (await visitor.PostAsync("/me/erase", ("action", "erase"), ("key", "x"))).Status);
        Assert.Empty(center.RequestsOf(person));
        Assert.Equal("allowed", center.Gate(person, "news"));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-07")]
    [Trait("Requirement", "ERA-01")]
    public async Task Carried_out_it_ends_the_session_and_no_place_on_the_map_knows_them()
    {
        await using var center = await WebCenter.StartAsync([
            "Privacy:ErasureReview=Automatic",
            "Privacy:ErasureGrace=00:00:00",
        ]);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        await visitor.PressAsync(await visitor.GetAsync("/me/erase"), "erase");
        var subscriber = center.Find(person).Subscriber;
        var found = DataMap
            .All.Where(e => e.Place == DataPlace.Table)
            .SelectMany(e =>
                e.FoundBy.Where(c => c is "SubscriberId" or "AddressKey" or "PublicId").Select(c => (e.Name, Column: c))
            )
            .ToArray();
        Assert.Contains(("DataSessions", "SubscriberId"), found);
        Assert.Equal(1, (await center.RunAsync<DueErasures>()).Done);

        Assert.Equal(403, (await visitor.GetAsync("/me")).Status);

        // No data are handed out here; on the next day, when recipients are told, there is nothing left to report.
        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.RunAsync<PrivacyRequestJob>();
        using var raw = center.Raw();
        foreach (var (table, column) in found)
        {
            object value = column switch
            {
                "SubscriberId" => subscriber.Id,
                "AddressKey" => subscriber.AddressKey,
                _ => subscriber.PublicId.ToByteArray(bigEndian: true),
            };
            Assert.True(
                raw.Scalar<long>($"""SELECT COUNT(*) FROM "{table}" WHERE "{column}" = @p0""", value) == 0,
                $"{table}.{column}"
            );
        }
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
    }
}
