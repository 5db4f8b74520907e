using Xunit;

namespace PreferenceCenter.Tests.StatementCosts;

/// <summary>
/// Tests that no page of a subscriber blocks a thread while PostgreSQL reads. Pages of the console, of whom few are
/// open, still do so where they check the signed-in account and list accounts.
/// </summary>
public sealed class BlockingStatementTests
{
    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task No_page_of_a_subscriber_and_no_list_of_accounts_waits_for_the_database_on_its_thread()
    {
        using var counter = new StatementCounter();
        await using var center = await ManyRows.StartAsync(1);
        var pages = new MeasuredStatements(center, counter, 1);
        using var blocking = new BlockingStatements();
        await pages.PagesAsync(static path =>
            !path.StartsWith("/staff", StringComparison.Ordinal) || path == "/staff/accounts"
        );
        Assert.Empty(blocking.Texts);
        // What waits is found: the page of a password link does.
        await pages.PagesAsync(static path => path.StartsWith("/staff/link", StringComparison.Ordinal));
        Assert.NotEmpty(blocking.Texts);
    }
}
