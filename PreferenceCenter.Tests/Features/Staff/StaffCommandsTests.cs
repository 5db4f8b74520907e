using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Staff;

/// <summary>Tests the commands for staff accounts.</summary>
public sealed class StaffCommandsTests
{
    private const string Link = "https://preferences.example.org/staff/link/";

    [DatabaseFact]
    public async Task An_account_is_added_with_a_link_reset_with_another_and_dismissed_and_all_of_it_is_in_the_log()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.StartsWith(
            Link,
            (await rig.RunAsync("staff", "add", "--email", "ada@example.org", "--role", "owner")).Done()
        );
        Assert.StartsWith(
            Link,
            (await rig.RunAsync("staff", "add", "--email", "Bo@Example.org", "--role", "auditor")).Done()
        );
        Assert.Equal(2, rig.Count("MailedLinks"));
        Assert.StartsWith(Link, (await rig.RunAsync("bo@example.org\n", ["staff", "reset", "--email", "-"])).Done());
        Assert.Equal(2, rig.Scalar<long>("""SELECT COUNT(*) FROM "MailedLinks" WHERE "UsedAt" IS NULL"""));
        (await rig.RunAsync("staff", "dismiss", "--email", "bo@example.org")).Done();
        Assert.Equal(
            ["ada@example.org\towner\thas not chosen a password", "Bo@Example.org\tauditor\tdismissed 2026-11-23"],
            (await rig.RunAsync("staff", "list")).Lines
        );
        Assert.Contains("\"role\":\"owner\"", (await rig.RunAsync("staff", "list", "--json")).Done());
        Assert.Equal(
            ["1:1", "4:1", "0:5", "0:4"],
            rig.Rows(
                    $"""SELECT "Aspect", "Value" FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.StaffAccountChanged} ORDER BY "Position" """
                )
                .Select(r => $"{r[0]}:{r[1]}")
        );
        await rig.AssertSoundAsync();
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task With_mail_no_link_is_printed_and_a_mail_waits()
    {
        await using var rig = await CommandRig.NewAsync();
        Assert.DoesNotContain(
            Link,
            (await rig.RunAsync("staff", "add", "--email", "ada@example.org", "--role", "owner", "--mail")).Done()
        );
        Assert.Equal((0L, 1L), (rig.Count("MailedLinks"), rig.Count("Outbox")));
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("staff add --email nobody --role owner", 3, "no email address")]
    [InlineData("staff add --email ada@example.org --role king", 2, "king")]
    [InlineData("staff add --email ada@example.org --role auditor", 3, "already")]
    [InlineData("staff add --role auditor", 2, "--email")]
    [InlineData("staff reset --email bo@example.org", 3, "Nobody")]
    [InlineData("staff dismiss --email ada@example.org", 3, "last owner")]
    [InlineData("staff list --Staff:Owner:Email=ada@example.org", 78, "Staff:Owner:Password is missing")]
    [InlineData("staff list --Staff:Owner:Email=ada@example.org --Staff:Owner:Password=short", 78, "12")]
    [InlineData(
        "staff list --Staff:Owner:Email=ada --Staff:Owner:Password=long-enough-to-be-one",
        78,
        "Staff:Owner:Email 'ada'"
    )]
    public async Task What_cannot_be_done_says_why_and_changes_nothing(string typed, int exitCode, string why)
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("staff", "add", "--email", "ada@example.org", "--role", "owner")).Done();
        var events = rig.Count("LedgerEvents");
        var run = await rig.RunAsync(typed.Split(' '));
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Out));
        Assert.Contains(why, run.Error);
        Assert.DoesNotContain("long-enough", run.Error);
        Assert.True(events == rig.Count("LedgerEvents"));
    }
}
