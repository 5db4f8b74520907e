using Microsoft.AspNetCore.Routing;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Http.Me;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Sends every form of the public pages twice, as a double click, a second tab or a page loaded again would: the second
/// time writes nothing and queues no e-mail. The forms are those of the endpoint table; one that is missing here fails.
/// </summary>
public sealed class OnceTests(SharedSignUpCenter shared) : IClassFixture<SharedSignUpCenter>
{
    private delegate Task<Func<Task<Answer>>> Form(WebCenter center, Person person, Visitor visitor);

    // How a reader comes to each form. The result sends the very same fields each time.
    private static readonly Dictionary<string, Form> Forms = new(StringComparer.Ordinal)
    {
        ["/u/{token}"] = async (c, p, _) => Press(c, await c.Browser.GetAsync(c.UnsubscribePath(p))),
        ["/u/{token}/reason"] = async (c, p, _) =>
        {
            await c.ActAsync(p, Leave.Everything);
            return Post(c, c.UnsubscribePath(p) + "/reason", ("reason", "other"));
        },
        ["/u/{token}/{key}/reason"] = async (c, p, _) =>
        {
            var left = await c.Browser.PressOnAsync(await c.Browser.GetAsync(c.UnsubscribePath(p)));
            return Post(c, left.Form("form[action*=reason]").Action, ("reason", "other"));
        },
        ["/p/{token}"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync(c.PreferencesPath(p)), "[value=save]", form => form.Untick("news")),
        ["/p/{token}/undo"] = async (c, p, _) =>
            Press(
                c,
                await c.Browser.SaveAsync(await c.MailedPreferencesPathAsync(p), form => form.Untick("news")),
                "form[action$='/undo'] button"
            ),
        ["/p/{token}/data"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync(c.PreferencesPath(p)), "form[action$='/data'] button"),
        ["/p/{token}/reason"] = async (c, p, _) =>
        {
            await c.ActAsync(p, Leave.Everything);
            return Post(c, c.PreferencesPath(p) + "/reason", ("reason", "other"));
        },
        ["/c/{token}"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync(await c.AskThroughFooterAsync(p, "events")), "[value=confirm]"),
        ["/undo/{token}"] = async (c, p, _) => Press(c, await c.Browser.GetAsync(await c.LeaveAsync(p))),
        ["/link"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync("/link"), null, form => form.Type("email", p.Address)),
        ["/privacy"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync("/privacy"), null, form => form.Type("email", p.Address)),
        ["/subscribe/{form}"] = SignUpAt("/subscribe/harbour"),
        ["/me/{token}"] = async (c, p, v) =>
        {
            var page = await v.GetAsync(WebCenter.LinkIn(await v.AskAsync(p.Address), "me"));
            return () => v.PressAsync(page, "open");
        },
        ["/me/stay"] = async (_, p, v) => Press(v, await v.OpenAsync(p), null, "/me/stay"),
        ["/me/sign-out"] = async (_, p, v) => Press(v, await v.OpenAsync(p), null, "/me/sign-out"),
        ["/me/sessions"] = async (_, p, v) => Press(v, await v.OpenAsync(p), null, "/me/sessions"),
        ["/me/export"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(v, await v.GetAsync("/me/export"), null, "/me/export");
        },
        ["/me/correct"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(
                v,
                await v.GetAsync("/me/correct"),
                null,
                "/me/correct",
                form => form.Type("name", "Ada Lovelace")
            );
        },
        ["/me/restrict"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(v, await v.GetAsync("/me/restrict"), "restrict");
        },
        ["/me/object"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(v, await v.GetAsync("/me/object"), "marketing");
        },
        ["/me/erase"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(v, await v.GetAsync("/me/erase"), "erase");
        },
        ["/me/human"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(v, await v.GetAsync("/me/human"), null, "/me/human");
        },
        ["/me/complaint"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(
                v,
                await v.GetAsync("/me/complaint"),
                null,
                "/me/complaint",
                form => form.QuerySelector("textarea")!.TextContent = "You mailed me twice."
            );
        },
        ["/me/address"] = async (_, p, v) =>
        {
            await v.OpenAsync(p);
            return Press(
                v,
                await v.GetAsync("/me/address"),
                null,
                "/me/address",
                form => form.Type("email", "new." + p.Address)
            );
        },
        ["/address/{token}"] = async (c, p, _) =>
            Press(c, await c.Browser.GetAsync(await c.AskForAddressAsync(p, "new." + p.Address))),
        ["/back/{token}"] = async (c, p, _) =>
        {
            await c.MoveAsync(p, "new." + p.Address);
            c.Clock.Advance(TimeSpan.FromMinutes(5));
            var mails = await c.MailsAsync();
            return Press(
                c,
                await c.Browser.GetAsync(mails.Select(m => WebCenter.FindLink(m, "back")).OfType<string>().Last())
            );
        },
    };

    /// <summary>Forms whose own tests send them twice, and the short path of one that is here.</summary>
    private static readonly string[] Elsewhere = ["/not-me/{token}", "/subscribe"];

    [DatabaseFact]
    public async Task A_form_sent_twice_writes_once()
    {
        var center = await shared.NextAsync();
        var patterns = center
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(e => e.RoutePattern.RawText!)
            .Where(p =>
                !p.StartsWith("/staff", StringComparison.Ordinal)
                && !p.StartsWith("/_", StringComparison.Ordinal)
                && !p.StartsWith("/api", StringComparison.Ordinal)
                && !p.StartsWith('_')
            )
            .Distinct()
            .ToArray();
        Assert.Empty(patterns.Except(Forms.Keys).Except(Elsewhere));
        var problems = new List<string>();
        foreach (var pattern in patterns.Intersect(Forms.Keys))
            try
            {
                if (await TwiceAsync(center, pattern) is { } problem)
                    problems.Add(problem);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                problems.Add($"{pattern}: {failure.Message}");
            }
        Assert.Empty(problems);
    }

    // Whatever is due is sent before rows are compared, so that only what the form itself does counts.
    private static async Task<string?> TwiceAsync(WebCenter center, string pattern)
    {
        await center.MailsOfChangesAsync();
        var person = await center.SubscribeAsync(WebCenter.News);
        var send = await Forms[pattern](center, person, new Visitor(center));
        await center.MailsAsync();
        var before = Kept(center);
        var first = await send();
        if (first.Status is not (200 or 303))
            return $"{pattern}: {first.Status}";
        await center.MailsAsync();
        var once = Kept(center);
        if (pattern is not ("/me/stay" or "/me/export") && before.SequenceEqual(once))
            return $"{pattern} did nothing";
        var second = await send();
        if (second.Status >= 500)
            return $"{pattern}: {second.Status} the second time";
        await center.MailsAsync();
        return once.SequenceEqual(Kept(center))
            ? null
            : $"{pattern} wrote twice: {string.Join("; ", Kept(center).Except(once).Select(r => r[..Math.Min(r.Length, 120)]))}";
    }

    private static Form SignUpAt(string path) =>
        async (c, p, _) =>
            Press(
                c,
                await c.Browser.GetAsync(path),
                null,
                form =>
                {
                    form.Type("email", p.Address);
                    form.Tick("events");
                }
            );

    // Attempts are counted, and a session is prolonged by each of its pages.
    private static List<string> Kept(WebCenter center) =>
        [
            .. center
                .Rows()
                .Where(r =>
                    !r.StartsWith("RateLimits:", StringComparison.Ordinal)
                    && !r.StartsWith("DataSessions:", StringComparison.Ordinal)
                    && !r.StartsWith("sqlite_sequence:", StringComparison.Ordinal)
                )
                .Concat([
                    $"{center.Rows().Count(r => r.StartsWith("DataSessions:", StringComparison.Ordinal))} sessions",
                ])
                .Order(StringComparer.Ordinal),
        ];

    private static Func<Task<Answer>> Press(
        WebCenter center,
        Answer page,
        string? selector = null,
        Action<AngleSharp.Html.Dom.IHtmlFormElement>? fill = null
    ) => () => center.Browser.PressAsync(page, null, fill, selector);

    private static Func<Task<Answer>> Press(
        Visitor visitor,
        Answer page,
        string? value,
        string? action = null,
        Action<AngleSharp.Html.Dom.IHtmlFormElement>? fill = null
    ) => () => visitor.PressAsync(page, value, action, fill);

    private static Func<Task<Answer>> Post(WebCenter center, string path, params (string, string)[] fields) =>
        () => center.Browser.PostAsync(path, fields);
}
