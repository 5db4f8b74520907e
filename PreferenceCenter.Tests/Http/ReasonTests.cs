using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Tests the reason for leaving: asked after the leave, never before, and optional.</summary>
[Trait("Requirement", "DEC-06")]
public sealed class ReasonTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("too-many", (long)LeaveReason.TooMany)]
    [InlineData("not-relevant", (long)LeaveReason.NotRelevant)]
    [InlineData("never-asked", (long)LeaveReason.NeverAsked)]
    [InlineData("other", (long)LeaveReason.Other)]
    public async Task It_is_noted_with_the_comment_on_both_pages(string value, long reason)
    {
        var center = await shared.NextAsync();
        foreach (var path in (Func<Person, string>[])[p => center.PreferencesPath(p), p => center.UnsubscribePath(p)])
        {
            var person = await center.SubscribeAsync(WebCenter.News);
            var answer = await AnswerAsync(center, path(person), value, "Zu viel 📬");
            Assert.Contains("Thank you. That helps.", answer.Text, StringComparison.Ordinal);
            Assert.Equal(
                (EventKind.ReasonGiven, reason),
                (center.EventsOf(person)[^1].Kind, center.EventsOf(person)[^1].Value)
            );
            Assert.Equal("Zu viel 📬", center.EvidenceOf(center.EventsOf(person)[^1]).Comment);
        }
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("/p/")]
    [InlineData("/u/")]
    public async Task Before_leaving_there_is_no_such_question_and_no_answer_is_taken(string path)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News, WebCenter.Events);
        await center.ActAsync(person, new Leave(WebCenter.Events));
        var link =
            path == "/p/"
                ? center.PreferencesPath(person, WebCenter.News)
                : center.UnsubscribePath(person, WebCenter.News);
        var before = center.Rows();
        Assert.Empty((await center.Browser.GetAsync(link)).Page.QuerySelectorAll("[name=reason]"));
        Assert.Equal(400, (await center.Browser.PostAsync(link + "/reason", ("reason", "other"))).Status);
        Assert.Equal(before, center.Rows());
    }

    [DatabaseTheory(PostgresInLongTests = true)]
    [InlineData("reason=bored")]
    [InlineData("reason=")]
    [InlineData("")]
    [InlineData("comment=only")]
    [InlineData("reason=other&reason=too-many")]
    public async Task Another_reason_is_none(string form)
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, Leave.Everything);
        var before = center.Rows();
        Assert.Equal(
            400,
            (await center.Browser.PostFormAsync(center.PreferencesPath(person) + "/reason", form)).Status
        );
        Assert.Equal(
            400,
            (await center.Browser.PostFormAsync(center.UnsubscribePath(person) + "/reason", form)).Status
        );
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task A_comment_of_a_thousand_characters_is_kept_whole_and_a_longer_one_refused()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        // A line break is one character to a browser's maxlength and two on the wire.
        await AnswerAsync(center, center.UnsubscribePath(person), "other", new string('x', 998) + "\r\ny");
        var kept = center.EvidenceOf(center.EventsOf(person)[^1]).Comment!;
        Assert.Equal(1000, kept.Length);
        var before = center.Rows();
        foreach (var path in (string[])[center.UnsubscribePath(person), center.PreferencesPath(person)])
        {
            var answer = await center.Browser.PostAsync(
                path + "/reason",
                ("reason", "too-many"),
                ("comment", new string('x', 1001))
            );
            Assert.Equal(400, answer.Status);
            Assert.Contains("shorten", answer.Text, StringComparison.Ordinal);
        }
        Assert.Equal(before, center.Rows());
    }

    [DatabaseFact]
    public async Task The_same_answer_twice_is_one()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        await center.ActAsync(person, Leave.Everything);
        for (var i = 0; i < 2; i++)
            Assert.Equal(
                303,
                (await center.Browser.PostAsync(center.UnsubscribePath(person) + "/reason", ("reason", "other"))).Status
            );
        Assert.Single(center.ActsOf(person), a => a.Kind == EventKind.ReasonGiven);
    }

    private static async Task<Answer> AnswerAsync(WebCenter center, string path, string reason, string comment)
    {
        var page = await center.Browser.GetAsync(path);
        var left = await center.Browser.PressAsync(
            page,
            path.StartsWith("/p/", StringComparison.Ordinal) ? "leave-all" : null
        );
        if (left.Status == 303)
            left = await center.Browser.FollowAsync(left);
        var answer = await center.Browser.PostAsync(
            left.Form("form[action*=reason]").Action,
            ("reason", reason),
            ("comment", comment)
        );
        return answer.Status == 303 ? await center.Browser.FollowAsync(answer) : answer;
    }
}
