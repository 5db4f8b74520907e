using System.Data.Common;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.Mail.Dispatch;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a database server that stops or dies and comes back: requests meanwhile get "try again later", and afterwards
/// everything works.
/// </summary>
[Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
public sealed class RestartedDatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Requirement", "SEC-16")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_answer_at_most_is_an_error_and_it_says_come_again(bool dies)
    {
        using var cluster = await PostgresCluster.StartAsync(sync: true);
        await using var center = await WebCenter.StartOverAsync(await TestDatabase.OnAsync(cluster));
        Person[] people =
        [
            .. await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => center.SubscribeAsync(WebCenter.News))),
        ];
        // Connections of every kind are open, several of them for reading.
        await Task.WhenAll(people.Select(person => center.Browser.GetAsync(center.PreferencesPath(person))));
        var undo = await center.LeaveAsync(people[0]);

        await cluster.StopServerAsync(dies);
        foreach (var path in (string[])[center.PreferencesPath(people[1]), undo])
            AssertComeAgain(await center.Browser.GetAsync(path));
        await cluster.StartServerAsync();

        var answers = new List<Answer>();
        foreach (var person in people[1..])
        {
            answers.Add(await center.Browser.GetAsync(center.PreferencesPath(person)));
            answers.Add(
                await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))
            );
        }
        answers.Add(await center.Browser.GetAsync(undo));
        answers.Add(await center.Browser.GetAsync("/health/ready"));
        var errors = answers.Where(answer => answer.Status != 200).ToArray();
        Assert.InRange(errors.Length, 0, 1);
        Assert.All(errors, AssertComeAgain);

        // Acknowledged changes are stored and mailed; the dispatcher may fail once on its old connection.
        Assert.All(people[2..], person => Assert.True(center.StateOf(person).Stopped));
        Assert.True((await Record.ExceptionAsync(() => center.MailsOfChangesAsync())) is null or DbException);
        Assert.InRange(
            (await center.MailsOfChangesAsync()).Count
                + Directory.GetFiles(Path.Combine(center.Directory, "data", "mail")).Length,
            people.Length - 1,
            2 * people.Length
        );
        while (await center.Get<MailDispatcher>().SendDueAsync(Cancel) > 0) { }
        Assert.Null(center.Get<LedgerVerifier>().Verify([], null, Cancel).Bad);
    }

    private static void AssertComeAgain(Answer answer)
    {
        Assert.Equal(503, answer.Status);
        Assert.NotNull(answer["Retry-After"]);
        Assert.DoesNotContain("Npgsql", answer.Body, StringComparison.OrdinalIgnoreCase);
    }
}
