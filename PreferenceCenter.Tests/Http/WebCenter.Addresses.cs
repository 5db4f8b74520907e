using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Subscriptions.AddressChanges;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Changes of address.</summary>
internal sealed partial class WebCenter
{
    /// <summary>
    /// Requests a change of address from a session of the subscriber. Returns the link sent to the new mailbox.
    /// </summary>
    public async Task<string> AskForAddressAsync(Person person, string address)
    {
        Assert.True(
            (
                await SubmitAsync(
                    new AskAddressChange(PersonKey.Of(Find(person).Subscriber.Id), EmailAddress.TryParse(address)!, Now)
                )
            ).Ok
        );
        return LinkIn(Assert.Single(await MailsAsync(), m => m.To.Mailboxes.Single().Address == address), "address");
    }

    /// <summary>Requests a change and confirms it a minute later; the mail to the old address waits.</summary>
    public async Task<Person> MoveAsync(Person person, string address)
    {
        var path = await AskForAddressAsync(person, address);
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(303, (await Browser.PostAsync(path)).Status);
        return person with { Address = address };
    }

    /// <summary>Differences between the stored choices and the log.</summary>
    public IReadOnlyList<string> Rebuild()
    {
        var differences = new List<string>();
        Get<StateRebuild>().Check((_, what) => differences.Add(what), null, CancellationToken.None);
        return differences;
    }
}
