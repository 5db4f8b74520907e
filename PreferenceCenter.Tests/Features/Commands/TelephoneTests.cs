using System.Text.Json;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the commands for telephone support: look up a subscriber, unsubscribe a subscriber.</summary>
public sealed class TelephoneTests
{
    private const string List =
        "email,name,topics,consent_at,consent_text\nAda@example.org,Ada,news;digest,2026-05-01,Yes\n";

    private static async Task<CommandRig> WithAdaAsync()
    {
        var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", List))).Done();
        return rig;
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Somebody_is_shown_with_what_led_to_it()
    {
        await using var rig = await WithAdaAsync();
        await rig.ChangeAsync("ada@example.org", new Leave(1), Channel.OneClick);
        var shown = JsonDocument
            .Parse((await rig.RunAsync("subscriber", "show", "ADA@EXAMPLE.ORG", "--json")).Done())
            .RootElement;
        Assert.Equal("Ada@example.org", shown.GetProperty("email").GetString());
        Assert.Equal(
            ["not-subscribed", "allowed"],
            shown.GetProperty("topics").EnumerateArray().Select(t => t.GetProperty("gate").GetString())
        );
        Assert.Equal(
            ["asserted news", "asserted digest", "withdrawn news"],
            shown
                .GetProperty("history")
                .EnumerateArray()
                .Select(h => $"{h.GetProperty("what")} {h.GetProperty("about")}")
        );
        var text = (await rig.RunAsync("subscriber", "show", "ada@example.org")).Done();
        Assert.Contains("withdrawn news: off (person through one-click)", text);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_address_can_come_where_no_list_of_processes_shows_it()
    {
        await using var rig = await WithAdaAsync();
        Assert.Contains(
            "Ada@example.org",
            (await rig.RunAsync("ada@example.org\n", ["subscriber", "show", "-"])).Done()
        );
        Assert.Equal(3, (await rig.RunAsync("", ["subscriber", "show", "-"])).ExitCode);
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("subscriber show nobody@example.org", "No subscriber has that address.")]
    [InlineData("subscriber show nonsense", "no email address")]
    [InlineData("subscriber show erased@example.org", "suppressed")]
    [InlineData("unsubscribe nobody@example.org", "No subscriber has that address.")]
    [InlineData("unsubscribe ada@example.org --topic nope", "no topic 'nope'")]
    [InlineData("links mint --email nobody@example.org", "No subscriber has that address.")]
    [InlineData("links mint --email ada@example.org --topic nope", "no topic 'nope'")]
    public async Task Nobody_and_nothing_is_three(string typed, string why)
    {
        await using var rig = await WithAdaAsync();
        await rig.SuppressAsync("erased@example.org");
        var events = rig.Count("LedgerEvents");
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Equal(events, rig.Count("LedgerEvents"));
    }

    [DatabaseFact]
    public async Task Who_rings_is_off_at_once_by_the_operator_and_told_by_mail()
    {
        await using var rig = await WithAdaAsync();
        Assert.Equal(
            "left news\n",
            (await rig.RunAsync("unsubscribe", "ada@example.org", "--topic", "news", "--reason", "too-many")).Done()
        );
        Assert.Equal(
            "ada@example.org\trefused\tnot-subscribed\n",
            (await rig.RunAsync("gate", "news", "ada@example.org")).Done()
        );
        Assert.Equal("ada@example.org\tallowed\n", (await rig.RunAsync("gate", "digest", "ada@example.org")).Done());

        var events = rig.EventsOf("ada@example.org");
        Assert.Equal(
            [EventKind.Asserted, EventKind.Asserted, EventKind.Withdrawn, EventKind.ReasonGiven],
            events.Select(e => e.Kind)
        );
        Assert.Equal((Channel.Command, ActorKind.Operator), (events[2].Channel, events[2].ActorKind));
        Assert.Equal("operator-of-the-tests", rig.Scalar<string>("""SELECT "Name" FROM "Actors" """));
        Assert.Equal(1, rig.Count("Outbox"));
        Assert.Contains("\"news\",\"too-many\",", (await rig.RunAsync("export", "reasons")).Done());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Leaving_again_is_no_failure_and_no_second_act()
    {
        await using var rig = await WithAdaAsync();
        Assert.Equal("left everything\n", (await rig.RunAsync("unsubscribe", "ada@example.org")).Done());
        var events = rig.Count("LedgerEvents");
        Assert.Equal("had left everything already\n", (await rig.RunAsync("unsubscribe", "ada@example.org")).Done());
        Assert.Equal(events, rig.Count("LedgerEvents"));
        await rig.AssertSoundAsync();
    }
}
