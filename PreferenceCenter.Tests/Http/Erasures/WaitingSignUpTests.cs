using PreferenceCenter.Tests.Http.SignUp;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Erasures;

/// <summary>Tests that a sign-up which waits under another address of the mailbox goes with an erasure.</summary>
[Trait("Requirement", "ERA-01")]
public sealed class WaitingSignUpTests
{
    [DatabaseFact]
    public async Task A_waiting_sign_up_of_the_same_mailbox_goes_with_the_erasure_and_no_other()
    {
        await using var center = await SignUpCenter.StartAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        foreach (var address in (string[])["ada+boats@people.example", "adam+boats@people.example"])
            await center.SignUpAsync(address);
        await center.MailsAsync();
        await center.SignUpAsync("ada+trains@people.example");
        Assert.True(await center.EraseAsync(person));
        using var raw = center.Raw();
        Assert.Equal(
            ["adam+boats@people.example"],
            raw.Rows("""SELECT "AddressKey" FROM "OptIns" """).Select(row => (string?)row[0])
        );
        Assert.DoesNotContain(
            raw.Rows("""SELECT "AddressKey" FROM "Outbox" WHERE "AddressKey" IS NOT NULL """),
            row => ((string)row[0]!).StartsWith("ada+", StringComparison.Ordinal)
        );
        Assert.DoesNotContain(
            await center.MailsAsync(),
            m => m.To.ToString().StartsWith("ada+", StringComparison.Ordinal)
        );
    }
}
