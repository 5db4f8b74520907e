using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests two owners who dismiss each other at the same moment, on two nodes: one always stays.</summary>
public sealed class OwnerRaceTests
{
    private static readonly int Times = LongTests.Rounds(usual: 25, inLongTests: 250);

    [DatabaseFact]
    public async Task One_owner_stays()
    {
        await using var center = await TestCenter.NewAsync();
        using var second = center.Stored.Open();
        ChangeWriter[] writers = [center.Writer, center.StartWriter(second)];
        var onboarding = new StaffOnboarding(center.Database, writers[0], center.Clock);
        StaffAccounts[] nodes =
        [
            new(center.Database, writers[0], StaffOf(center.Database)),
            new(second, writers[1], StaffOf(second)),
        ];
        StaffAuthorizer StaffOf(Database database) => new(database, new SecondFactorRule(Demanded: true), center.Clock);
        var owners = new List<Guid> { await AddOwnerAsync(0) };
        for (var round = 1; round <= Times; round++)
        {
            owners.Add(await AddOwnerAsync(round));
            var answers = await Task.WhenAll(
                nodes[round % 2].DismissAsync(owners[0], StaffBy.System),
                nodes[(round + 1) % 2].DismissAsync(owners[1], StaffBy.System)
            );
            Assert.Equal([StaffRefusal.None, StaffRefusal.LastOwner], answers.Order());
            owners.RemoveAt(Array.IndexOf(answers, StaffRefusal.None));
        }
        Assert.Null(center.Verify().Bad);

        async Task<Guid> AddOwnerAsync(int number)
        {
            var address = TestCenter.Address($"owner{number}@example.org");
            Assert.True(await onboarding.PutAsync(address, StaffRole.Owner, "hash"));
            return nodes[0].Find(address)!.Value;
        }
    }
}
