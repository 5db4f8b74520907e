using Microsoft.Playwright;
using PreferenceCenter.Tests.Browser;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>User of a browser, with a count of the user's actions.</summary>
internal sealed class BrowserUser(IBrowserContext context, IPage page, Uri address) : IAsyncDisposable
{
    public IPage Page => page;

    /// <summary>Pages opened, buttons pressed and fields filled in so far.</summary>
    public UserActions UserActions { get; private set; }

    public static async Task<BrowserUser> StartAsync(
        BrowserFixture browser,
        DemoCenter demo,
        BrowserNewContextOptions? options = null
    )
    {
        var context = await browser.NewContext(
            options
                ?? new()
                {
                    JavaScriptEnabled = false,
                    ViewportSize = new() { Width = 390, Height = 844 },
                }
        );
        return new BrowserUser(context, await context.NewPageAsync(), demo.Center.Address);
    }

    public async Task<int> Open(string path)
    {
        UserActions += new UserActions(Pages: 1);
        return (await page.GotoAsync(new Uri(address, path).ToString()))!.Status;
    }

    public async Task Switch(string topic, bool on)
    {
        UserActions += new UserActions(Presses: 1);
        var toggle = page.Locator($"[name=topics][value={topic}]");
        Assert.NotEqual(on, await toggle.IsCheckedAsync());
        await toggle.SetCheckedAsync(on);
    }

    public Task Choose(string name, string value)
    {
        UserActions += new UserActions(Presses: 1);
        // The whole label is the target; Playwright would insist on the circle in it.
        return page.Locator($"[name='{name}'][value='{value}']").CheckAsync(new() { Force = true });
    }

    public Task Type(string name, string text)
    {
        UserActions += new UserActions(Fields: 1);
        return page.Locator($"[name={name}]").FillAsync(text);
    }

    /// <summary>Presses the button with that value, or the only one.</summary>
    public Task Press(string? value = null)
    {
        UserActions += new UserActions(Presses: 1);
        return Follow(value is null ? "main button:not([formaction])" : $"main button[value={value}]");
    }

    /// <summary>Presses an element that leads to another page and waits until that page is loaded.</summary>
    public async Task Follow(string selector)
    {
        await page.Locator(selector).ClickAsync();
        await page.WaitForLoadStateAsync();
    }

    public Task<string> Heading() => page.Locator("h1").InnerTextAsync();

    /// <summary>Text announced to screen readers.</summary>
    public Task<string> Status() => page.Locator("[role=status]").First.InnerTextAsync();

    public Task<string> Name(string topic) =>
        page.Locator("label", new() { Has = page.Locator($"[value={topic}]") }).InnerTextAsync();

    public ValueTask DisposeAsync() => context.DisposeAsync();
}

/// <summary>Number of actions a task took.</summary>
internal readonly record struct UserActions(int Pages = 0, int Presses = 0, int Fields = 0)
{
    public static UserActions operator +(UserActions one, UserActions other) =>
        new(one.Pages + other.Pages, one.Presses + other.Presses, one.Fields + other.Fields);

    public static UserActions operator -(UserActions one, UserActions other) =>
        new(one.Pages - other.Pages, one.Presses - other.Presses, one.Fields - other.Fields);

    public bool AtMost(UserActions other) => Pages <= other.Pages && Presses <= other.Presses && Fields <= other.Fields;
}
