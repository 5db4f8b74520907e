using AngleSharp.Dom;
using Bunit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Requests;

/// <summary>Tests the line of steps of a request as a component, and who is said to look at a request.</summary>
public sealed class RequestStageLineTests : BunitContext
{
    private static readonly PageContext Frame = new PageContexts(Samples.Site, ["en"]).In("en", asked: false);
    internal static readonly DateTimeOffset Came = new(2026, 11, 17, 10, 0, 0, TimeSpan.Zero);
    internal static readonly RequestDetails Open = new(
        Guid.Empty,
        1,
        "reference",
        127,
        PrivacyRequestKind.Erasure,
        PrivacyRequestState.Open,
        PrivacyRequestOrigin.Letter,
        Came,
        Came.AddDays(30),
        Came.AddDays(30),
        default,
        null,
        false,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        null,
        null,
        null,
        [],
        [],
        [],
        [],
        true,
        [PrivacyRequestAct.Approve]
    );

    [Fact]
    public void One_step_is_the_present_one_and_those_before_it_are_done()
    {
        Assert.Equal(["done", "skipped", "now", "", "", ""], Looks(Open));
        Assert.Equal(["done", "done", "now", "", "", ""], Looks(Open with { Origin = PrivacyRequestOrigin.Person }));
        Assert.Equal(
            ["done", "now", "", "", "", ""],
            Looks(Open with { State = PrivacyRequestState.Held, Asked = true })
        );
        Assert.Equal(
            ["done", "done", "done", "now", "", ""],
            Looks(
                Open with
                {
                    Asked = true,
                    Proposal = new(PrivacyRequestAct.Approve, null, null, "ann", null, Came, false, true, false, false),
                }
            )
        );
        Assert.Equal(
            ["done", "skipped", "done", "skipped", "now", ""],
            Looks(Open with { State = PrivacyRequestState.Grace, GraceUntil = Came.AddDays(1), TakeTwo = [] })
        );
        Assert.Equal(
            ["done", "skipped", "done", "done", "done", "done"],
            Looks(Open with { State = PrivacyRequestState.Done, ClosedAt = Came.AddDays(3) })
        );
        // What was refused was not carried out, and the line says so.
        var refused = Open with
        {
            State = PrivacyRequestState.Refused,
            ClosedAt = Came.AddDays(3),
        };
        Assert.Equal(["done", "skipped", "done", "done", "skipped", "done"], Looks(refused));
        Assert.Contains("Refused", Steps(refused)[4].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Others_who_look_at_a_request_are_named_once_until_they_leave()
    {
        var (viewers, news) = (new RequestViewers(), 0);
        viewers.Changed += () => news++;
        var (request, ann, ben) = (RandomId.New(), RandomId.New(), RandomId.New());
        var first = viewers.Look(request, ann, "ann@example.org");
        var second = viewers.Look(request, ann, "ann@example.org");
        viewers.Look(RandomId.New(), ben, "ben@example.org");
        Assert.Equal(["ann@example.org"], viewers.Others(request, ben));
        Assert.Empty(viewers.Others(request, ann));
        first.Dispose();
        first.Dispose();
        Assert.Equal(["ann@example.org"], viewers.Others(request, ben));
        second.Dispose();
        Assert.Empty(viewers.Others(request, ben));
        Assert.Equal(5, news);
    }

    // Exactly one step is the present one to a screen reader too.
    private string[] Looks(RequestDetails details)
    {
        var steps = Steps(details);
        Assert.Single(steps, s => s.GetAttribute("aria-current") == "step");
        return [.. steps.Select(s => s.ClassName ?? "")];
    }

    private IReadOnlyList<IElement> Steps(RequestDetails details) =>
        [
            .. Render<RequestStageLine>(p => p.Add(s => s.Details, details).Add(s => s.Frame, Frame))
                .FindAll("ol.steps > li"),
        ];
}
