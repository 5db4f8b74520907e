using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Commands;

/// <summary>Tests the <c>outbox</c> commands.</summary>
public sealed class OutboxCommandsTests
{
    private static async Task<CommandRig> WithMailsAsync()
    {
        var rig = await CommandRig.NewAsync();
        (
            await rig.RunAsync(
                "import",
                rig.Write(
                    "list.csv",
                    "email,topics\n" + string.Concat(Enumerable.Range(1, 4).Select(i => $"p{i}@example.org,news\n"))
                ),
                "--confirm"
            )
        ).Done();
        // States as the dispatcher leaves them: sent, failed, possibly sent, waiting.
        rig.Execute(
            """UPDATE "Outbox" SET "State" = "Id" - 1, "LastError" = CASE "Id" WHEN 3 THEN '550 no such user' END, "Attempts" = 4"""
        );
        rig.Execute("""UPDATE "Outbox" SET "State" = CASE "Id" WHEN 1 THEN 1 WHEN 2 THEN 0 WHEN 3 THEN 2 ELSE 3 END""");
        return rig;
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task What_was_not_sent_is_listed_without_anybodys_address()
    {
        await using var rig = await WithMailsAsync();
        var all = (await rig.RunAsync("outbox", "list")).Done();
        Assert.Equal(
            ["2\tconfirm\twaiting", "3\tconfirm\tdead", "4\tconfirm\tuncertain"],
            all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join('\t', l.Split('\t').Take(3)))
        );
        Assert.DoesNotContain("example.org", all);
        Assert.Contains(
            "550 no such user",
            Assert.Single((await rig.RunAsync("outbox", "list", "--state", "dead")).Lines)
        );
        rig.Execute("""UPDATE "Outbox" SET "Uncertain" = 2 WHERE "Id" = 4""");
        Assert.Equal(
            "2",
            Assert.Single((await rig.RunAsync("outbox", "list", "--state", "uncertain")).Lines).Split('\t')[5]
        );
        Assert.Contains(
            "\"uncertain\":2",
            (await rig.RunAsync("outbox", "list", "--state", "uncertain", "--json")).Done()
        );
        Assert.Contains(
            "\"state\":\"uncertain\"",
            (await rig.RunAsync("outbox", "list", "--state", "uncertain", "--json")).Done()
        );
    }

    [DatabaseFact]
    public async Task Retried_mails_wait_again_and_the_log_says_who_wanted_it()
    {
        await using var rig = await WithMailsAsync();
        (await rig.RunAsync("outbox", "retry", "3", "4")).Done();
        Assert.Equal(3, (await rig.RunAsync("outbox", "list", "--state", "waiting")).Lines.Length);
        Assert.Equal(
            2L,
            rig.Scalar<long>(
                $"""SELECT COUNT(*) FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.MailRetried} AND "ActorKind" = {(int)ActorKind.Operator}"""
            )
        );
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    public async Task What_was_tried_before_does_not_count_against_one_that_is_retried()
    {
        await using var rig = await WithMailsAsync();
        rig.Execute("""UPDATE "Outbox" SET "Attempts" = 25""");
        (await rig.RunAsync("outbox", "retry", "2", "3")).Done();
        Assert.Equal(
            (25, 0),
            (
                rig.Scalar<long>("""SELECT "Attempts" FROM "Outbox" WHERE "Id" = 2"""),
                rig.Scalar<long>("""SELECT "Attempts" FROM "Outbox" WHERE "Id" = 3""")
            )
        );
    }

    // A dispatcher may hold the row, so the command can only make it due sooner.
    [DatabaseFact]
    public async Task One_that_waits_keeps_the_lease_of_whoever_holds_it()
    {
        await using var rig = await WithMailsAsync();
        rig.Execute("""UPDATE "Outbox" SET "LeaseUntil" = 5, "SendingAt" = 4 WHERE "Id" IN (2, 4)""");
        (await rig.RunAsync("outbox", "retry", "2", "4")).Done();
        Assert.Equal(
            1L,
            rig.Scalar<long>(
                """SELECT COUNT(*) FROM "Outbox" WHERE "Id" = 2 AND "LeaseUntil" = 5 AND "SendingAt" = 4"""
            )
        );
        Assert.Equal(
            1L,
            rig.Scalar<long>(
                """SELECT COUNT(*) FROM "Outbox" WHERE "Id" = 4 AND "State" = 0 AND "LeaseUntil" IS NULL AND "SendingAt" IS NULL"""
            )
        );
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("99", "no email 99")]
    [InlineData("1", "was sent")]
    public async Task None_is_retried_where_one_cannot_be(string id, string why)
    {
        await using var rig = await WithMailsAsync();
        var run = await rig.RunAsync("outbox", "retry", "3", id);
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.Single((await rig.RunAsync("outbox", "list", "--state", "waiting")).Lines);
    }
}
