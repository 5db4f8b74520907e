using Npgsql;
using PreferenceCenter.Data;
using PreferenceCenter.Data.PostgreSql;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Tests what the doctor finds of a role on PostgreSQL that cannot do what a node needs.</summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class DoctorPostgresTests
{
    [Theory]
    [InlineData("SELECT 1", "", "")]
    [InlineData("REVOKE INSERT ON \"UnclaimedLeaves\" FROM {0}", "write", "permission denied")]
    [InlineData("REVOKE INSERT ON \"UnclaimedLeaves\" FROM {0}", "rights", "INSERT on UnclaimedLeaves")]
    [InlineData("REVOKE INSERT ON \"Seals\" FROM {0}", "rights", "INSERT on Seals")]
    [InlineData("REVOKE UPDATE, DELETE ON \"Seals\" FROM {0}", "", "")]
    [InlineData("ALTER ROLE {0} SET default_transaction_read_only = on", "write", "read-only")]
    [InlineData("ALTER ROLE {0} CONNECTION LIMIT 6", "max_connections", "is 6")]
    public async Task A_role_that_lacks_something_is_told(string done, string fails, string says)
    {
        await using var center = await TestCenter.NewAsync();
        await using var role = await NodeRole.NewAsync();
        await role.MakeAsync(center.Stored);
        await role.RunAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, done, role.Name));
        using var database = new PostgresDatabase(
            new NpgsqlConnectionStringBuilder(center.Stored.ConnectionString)
            {
                Username = role.Name,
                Pooling = false,
            }.ConnectionString
        );
        DatabaseFact[] facts = [.. database.Examine()];
        // The tests' server does not sync.
        var failing = facts.Where(fact => !fact.Holds && fact.What is not ("fsync" or "full_page_writes")).ToArray();
        if (fails.Length == 0)
            Assert.Empty(failing);
        else
            Assert.Contains(says, failing.Single(fact => fact.What == fails).Says, StringComparison.Ordinal);
        // Nothing is left of what was tried.
        using var raw = center.Raw();
        Assert.Equal(0, raw.Count("UnclaimedLeaves"));
    }
}
