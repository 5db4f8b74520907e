using Microsoft.Playwright;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests an open page of the console through a server that is killed and started again, and beside another node.
/// </summary>
public sealed class ComesBackTests(BrowserFixture browser) : ConsoleJourney("back")
{
    private const string Answer = "An answer that takes ten minutes.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Takes seconds: two starts of the program, and the browser's own tries to reach it.
    [Fact]
    public async Task After_a_killed_server_is_back_the_page_is_back_and_what_was_typed_is_there()
    {
        var home = Directory.CreateTempSubdirectory("preference-center-").FullName;
        try
        {
            await WebCenter.PrepareInAsync(home);
            string path;
            await using (var center = await WebCenter.StartAsync(directory: home))
            {
                await FillAsync(center);
                await center.SubscribeAsync(WebCenter.News);
                path = $"/staff/requests/{await TakeAsync(center)}";
            }
            var url = new Uri(NewUrl());
            string[] settings = [.. SettingsAt($"{url}".TrimEnd('/')), "Server:DrainFor=00:00:00"];
            await using var context = await browser.NewContext(new());
            IPage page;
            await using (var server = await ServingProcess.StartAtAsync(url, home, Cancel, settings))
            {
                page = await OpenAsync(url, context, StaffRole.Privacy);
                await page.GotoAsync(new Uri(url, path).ToString());
                await OpenedAsync(page);
                await page.Locator("textarea").First.FillAsync(Answer);
                await page.Locator(".draft").WaitForAsync();
                await page.EvaluateAsync("() => window.before = true");
                await server.KillAsync();
            }
            // Nothing looks alive: nothing can be typed now that would be lost.
            await page.WaitForFunctionAsync("() => document.querySelector('#console').inert");
            await using (await ServingProcess.StartAtAsync(url, home, Cancel, settings))
            {
                await page.WaitForFunctionAsync("() => !window.before && document.documentElement.dataset.open");
                Assert.EndsWith(path, page.Url, StringComparison.Ordinal);
                await page.WaitForFunctionAsync(
                    "answer => document.querySelector('textarea')?.value === answer",
                    Answer
                );
                Assert.False(await page.Locator("#console").EvaluateAsync<bool>("e => e.inert"));
            }
        }
        finally
        {
            Directory.Delete(home, recursive: true);
        }
    }

    [Fact]
    [Trait(PostgresCases.Trait, PostgresCases.PostgreSql)]
    public async Task What_a_colleague_does_on_another_node_is_on_the_page_within_a_second()
    {
        await using var one = await CenterAsync();
        await using var two = await one.StartAnotherAsync(SettingsAt(NewUrl()));
        var reference = await TakeAsync(one);
        await using var context = await browser.NewContext(new());
        var page = await OpenAsync(two, context, StaffRole.Privacy);
        await GoAsync(page, two, $"/staff/requests/{reference}");
        await page.GetByText("What do you hold?").WaitForAsync();
        var seen = page.GetByText("Seen on another node.").WaitForAsync(new() { Timeout = 10_000 });
        // Until the page has begun to look for news.
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await one.Get<PrivacyRequestHandling>()
                .NoteAsync(
                    one.Get<PrivacyRequestQueue>().Open(reference)!.Request.Id,
                    "Seen on another node.",
                    StaffBy.System
                )
        );
        await seen;
        // Half a second lies between two looks; the rest is for a machine that does much else.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 0, 3);
        Assert.Empty(Complaints);
    }

    private static async Task<string> TakeAsync(WebCenter center) =>
        (
            await center
                .Get<PrivacyRequestIntake>()
                .TakeAsync(
                    new Intake(
                        PrivacyRequestKind.Access,
                        PrivacyRequestOrigin.Letter,
                        SiteCalendar.Utc.DayOf(center.Now),
                        "ada@people.example",
                        null,
                        "What do you hold?"
                    ),
                    StaffBy.System
                )
        ).Reference!;
}
