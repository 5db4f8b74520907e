using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Subscriptions.AddressChanges;
using PreferenceCenter.Tests.Ledger.Journal;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger.Addresses;

/// <summary>
/// Tests a backup from before a change of address: it has only the old address, to which no mail may be sent, and the
/// journal contains no address that could tell it so.
/// </summary>
public sealed class AddressReplayTests
{
    [Fact]
    [Trait("Requirement", "ERA-08")]
    [Trait("Requirement", "SEC-22")]
    public async Task Whoever_moved_since_is_mailed_at_neither_address_and_no_address_stands_in_the_journal()
    {
        await using var rig = await JournalRig.NewAsync();
        var center = rig.Center;
        var writer = rig.StartWriter();
        var (moving, there, staying) = (
            await RegisterAsync(center, writer, "ada@old.example"),
            await RegisterAsync(center, writer, "ada@new.example"),
            await RegisterAsync(center, writer, "bob@people.example")
        );
        var yesterday = await rig.BackUpAsync();
        center.Clock.Advance(TimeSpan.FromHours(20));
        writer = rig.StartWriter();
        var wanted = TestCenter.Address("ada@new.example");
        var id = center.Find(moving).Subscriber.Id;
        await writer.SubmitAsync(new AskAddressChange(PersonKey.Of(id), wanted, center.Now));
        var change = Assert.Single(new AddressChangeStore(center.Database).Of(id));
        var confirmed = await writer.SubmitAsync(
            new ConfirmAddress(
                change,
                TestCenter.Address("ada@old.example"),
                wanted,
                center.Act(Channel.ConfirmLink),
                new Evidence(),
                new byte[32]
            )
        );
        Assert.Equal(ChangeOutcome.Done, confirmed.Outcome);
        await rig.StopAsync();
        Assert.Contains(rig.Reduced, l => l.Person == moving && l.Kind == EventKind.AddressChanged);
        Assert.DoesNotContain("example", rig.Text, StringComparison.Ordinal);

        await using var restored = await rig.RestoreAsync(yesterday);
        Assert.Contains("older than its journal", restored.Check().Fault(), StringComparison.Ordinal);
        Assert.Equal(1, (await restored.ReplayAsync())!.Doubted);
        Assert.Null(restored.Check().Fault());
        Assert.Empty(restored.Center.Rebuild());
        // Whose the old address is, is open; whoever had the new one still has it.
        Assert.Equal(
            (true, false, false),
            (
                restored.Center.Find(moving).State.AddressInDoubt,
                restored.Center.Find(there).State.AddressInDoubt,
                restored.Center.Find(staying).State.AddressInDoubt
            )
        );
        Assert.Equal(
            (true, true, false),
            (
                restored.Center.Find(moving).State.Stopped,
                restored.Center.Find(there).State.Stopped,
                restored.Center.Find(staying).State.Stopped
            )
        );
    }

    private static async Task<Guid> RegisterAsync(TestCenter center, ChangeWriter writer, string address) =>
        (await writer.SubmitAsync(center.Registration(TestCenter.Address(address), [1, 2]))).PublicId;
}
