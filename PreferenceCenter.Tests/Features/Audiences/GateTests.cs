using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Audiences;

/// <summary>Tests the <c>gate</c> command: whether each address may be mailed about a topic.</summary>
public sealed class GateTests
{
    private const string List =
        "email,topics,consent_at,consent_text\nada@example.org,news,2026-05-01,Yes\nbob@example.org,news,2026-05-01,Yes\n";

    private static async Task<CommandRig> WithPeopleAsync()
    {
        var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", List))).Done();
        await rig.ChangeAsync("bob@example.org", Leave.Everything, Channel.OneClick);
        await rig.SuppressAsync("e.rased+tag@gmail.com");
        return rig;
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-03")]
    [Trait("Requirement", "ERA-04")]
    public async Task Every_address_is_answered_in_the_order_asked()
    {
        await using var rig = await WithPeopleAsync();
        var file = rig.Write("ask.txt", "\uFEFFbob@example.org\r\n\r\n ada@example.org \nnot an\taddress\n");
        var run = await rig.RunAsync(
            "ERASED@googlemail.com\nnobody@example.org\n",
            ["gate", "news", "ADA@example.org", "-", "--file", file]
        );
        Assert.Equal(
            [
                "ADA@example.org\tallowed",
                "ERASED@googlemail.com\trefused\tsuppressed",
                "nobody@example.org\trefused\tunknown",
                "bob@example.org\trefused\tstopped",
                "ada@example.org\tallowed",
                "not an address\trefused\tunknown",
            ],
            run.Lines
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Json_is_an_object_a_line()
    {
        await using var rig = await WithPeopleAsync();
        Assert.Equal(
            [
                """{"email":"ada@example.org","allowed":true}""",
                """{"email":"bob@example.org","allowed":false,"reason":"stopped"}""",
            ],
            (await rig.RunAsync("gate", "news", "ada@example.org", "bob@example.org", "--json")).Lines
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "UNS-15")]
    public async Task What_a_person_changes_is_in_force_for_the_next_question()
    {
        await using var rig = await WithPeopleAsync();
        await rig.ChangeAsync("ada@example.org", new Leave(1), Channel.OneClick);
        Assert.Equal(
            "ada@example.org\trefused\tnot-subscribed\n",
            (await rig.RunAsync("gate", "news", "ada@example.org")).Done()
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_topic_that_is_not_published_lets_nobody_through_and_one_that_is_not_there_is_three()
    {
        await using var rig = await WithPeopleAsync();
        Assert.Equal(
            "ada@example.org\trefused\ttopic-not-published\n",
            (await rig.RunAsync("gate", "later", "ada@example.org")).Done()
        );
        Assert.Equal(3, (await rig.RunAsync("gate", "nope", "ada@example.org")).ExitCode);
        Assert.Equal(
            3,
            (await rig.RunAsync("gate", "news", "--file", Path.Combine(rig.Folder, "nothing.txt"))).ExitCode
        );
    }
}
