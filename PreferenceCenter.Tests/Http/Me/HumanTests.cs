using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Me;

/// <summary>Tests the request for human review of an automated decision (GDPR article 22(3)).</summary>
public sealed class HumanTests(SharedWebCenter shared) : IClassFixture<SharedWebCenter>
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-04")]
    [Trait("Requirement", "AUT-01")]
    public async Task One_press_asks_once_and_the_words_are_for_staff_and_the_export_alone()
    {
        await using var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits);
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        Assert.Equal(403, (await center.Browser.GetAsync("/me/human")).Status);
        var visitor = new Visitor(center);
        Assert.Contains("/me/human", (await visitor.OpenAsync(person)).Body, StringComparison.Ordinal);
        var page = await visitor.GetAsync("/me/human");
        Assert.Equal(400, (await visitor.PostAsync("/me/human", ("words", "no key"))).Status);
        var asked = await visitor.FollowAsync(
            await visitor.PressAsync(
                page,
                action: "/me/human",
                fill: form => form.QuerySelector("textarea")!.TextContent = "Why no boats?"
            )
        );
        Assert.NotNull(asked.Page.QuerySelector("[role=status]"));
        Assert.Null(asked.Page.QuerySelector("textarea"));
        var request = Assert.Single(center.RequestsOf(person));
        Assert.Equal(
            (PrivacyRequestKind.AutomatedDecision, PrivacyRequestState.Open, "Why no boats?"),
            (request.Kind, request.State, request.Words)
        );
        Assert.DoesNotContain("boats", asked.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "boats",
            (await center.Browser.GetAsync("/privacy/" + request.Reference)).Body,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("boats", Assert.Single(await center.MailsAsync()).TextBody, StringComparison.Ordinal);
        Assert.Contains(
            "Why no boats?",
            center
                .Get<PreferenceCenter.PrivacyRequests.PersonalData.PersonalData>()
                .Find(center.Find(person).Subscriber.Id)!["requests"]
                .Rows.Single()
        );
        await center.SubmitAsync(
            new OpenPrivacyRequest(
                PreferenceCenter.Data.PersonKey.Of(person.Id),
                PrivacyRequestKind.AutomatedDecision,
                center.Get<PrivacyRequestTerms>(),
                new Act(Channel.Identity, Actor.Person, center.Now, LawfulBasis.None, 0, 0),
                new PreferenceCenter.Ledger.Events.Evidence(),
                "again"
            )
        );
        Assert.Equal("Why no boats?", Assert.Single(center.RequestsOf(person)).Words);

        await center.EraseAsync(person);
        using var raw = center.Raw();
        Assert.Equal(
            (1L, 0L),
            (
                raw.Scalar<long>("""SELECT COUNT(*) FROM "Requests" """),
                raw.Scalar<long>("""SELECT COUNT(*) FROM "Requests" WHERE "Words" IS NOT NULL""")
            )
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-04")]
    public async Task Words_may_be_left_out_and_not_be_endless()
    {
        var center = await shared.NextAsync();
        var person = await center.SubscribeAsync(WebCenter.NewAddress("ada"), [WebCenter.News]);
        var visitor = new Visitor(center);
        await visitor.OpenAsync(person);
        var refused = await visitor.PressAsync(
            await visitor.GetAsync("/me/human"),
            action: "/me/human",
            fill: form => form.QuerySelector("textarea")!.TextContent = new string('x', 1001)
        );
        Assert.Equal(400, refused.Status);
        Assert.NotNull(refused.Page.QuerySelector("[role=alert]"));
        Assert.Empty(center.RequestsOf(person));
        Assert.Equal(303, (await visitor.PressAsync(await visitor.GetAsync("/me/human"), action: "/me/human")).Status);
        Assert.Null(Assert.Single(center.RequestsOf(person)).Words);
    }
}
