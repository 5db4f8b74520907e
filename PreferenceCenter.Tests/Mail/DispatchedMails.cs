using System.Diagnostics;
using PreferenceCenter.Data;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Mail;

/// <summary>Centre that sends to an <see cref="SmtpPeer"/>, with mails to send.</summary>
internal static class DispatchedMails
{
    /// <summary>Longer than the window that collects changes.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1);

    public static Task<WebCenter> OverAsync(SmtpPeer peer, params string[] settings) =>
        WebCenter.StartAsync([.. SettingsFor(peer), .. settings]);

    public static string[] SettingsFor(SmtpPeer peer) =>
        [
            "Mail:Transport=Smtp",
            "Mail:Smtp:Host=127.0.0.1",
            $"Mail:Smtp:Port={peer.Port}",
            "Mail:Smtp:Security=None",
            "Mail:Smtp:Timeout=00:00:10",
        ];

    public static async Task LeaveAsync(WebCenter center, Person person) =>
        Assert.Equal(
            200,
            (await center.Browser.PostAsync(center.UnsubscribePath(person), ("List-Unsubscribe", "One-Click"))).Status
        );

    /// <summary>Makes that many people leave and advances the clock until the mails about it are due.</summary>
    public static async Task DueAsync(WebCenter center, int count)
    {
        for (var i = 0; i < count; i++)
            await LeaveAsync(center, await center.SubscribeAsync(WebCenter.News));
        center.Clock.Advance(Window);
    }

    public static Task<int> RoundAsync(WebCenter center) =>
        center.Get<MailDispatcher>().SendDueAsync(TestContext.Current.CancellationToken);

    /// <summary>Output of a command run beside the centre.</summary>
    public static async Task<string> CommandAsync(WebCenter center, SmtpPeer peer, params string[] command)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"),
            [.. command, .. WebCenter.Arguments(center.Directory, SettingsFor(peer))]
        )
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    public static List<OutboxRow> Outbox(WebCenter center)
    {
        using var context = center.Get<Database>().CreateContext();
        return [.. context.Outbox];
    }
}
