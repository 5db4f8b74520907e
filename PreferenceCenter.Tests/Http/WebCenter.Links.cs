using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Dispatch;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

internal sealed partial class WebCenter
{
    public const byte ActiveKey = 3;
    private static readonly LinkKey[] Keys = [.. new byte[] { 1, 2, 3 }.Select(id => new LinkKey(id, SecretOf(id)))];

    private readonly HashSet<string> seen = [];

    public static byte[] SecretOf(byte id) => SHA256.HashData(Encoding.ASCII.GetBytes($"link key {id} of the tests"));

    public string PreferencesPath(Person person, long scope = 0, byte key = ActiveKey, DateTimeOffset? at = null) =>
        "/p/" + Token(LinkPurpose.Preferences, person.Id, scope, key, at);

    public string UnsubscribePath(Person person, long scope = 0, byte key = ActiveKey, DateTimeOffset? at = null) =>
        UnsubscribePath(person.Id, scope, key, at);

    public string UnsubscribePath(Guid id, long scope = 0, byte key = ActiveKey, DateTimeOffset? at = null) =>
        "/u/" + Token(LinkPurpose.Unsubscribe, id, scope, key, at);

    /// <summary>From some mail of the last years.</summary>
    public static string UnsubscribePathOf(Person person, long scope = 0) =>
        "/u/"
        + SignedLink.Mint(
            Keys[ActiveKey - 1],
            LinkPurpose.Unsubscribe,
            person.Id,
            (uint)scope,
            (uint)TestCenter.Start.ToUnixTimeSeconds()
        );

    /// <summary>From a mail of that day.</summary>
    public static string PreferencesPathOf(Person person, DateTimeOffset at) =>
        "/p/"
        + SignedLink.Mint(Keys[ActiveKey - 1], LinkPurpose.Preferences, person.Id, 0, (uint)at.ToUnixTimeSeconds());

    public string Token(
        LinkPurpose purpose,
        Guid id,
        long scope = 0,
        byte key = ActiveKey,
        DateTimeOffset? at = null
    ) => SignedLink.Mint(Keys[key - 1], purpose, id, (uint)scope, (uint)(at ?? Now).ToUnixTimeSeconds());

    /// <summary>The mails that are due and were not there before.</summary>
    public async Task<IReadOnlyList<MimeMessage>> MailsAsync()
    {
        while (await Get<MailDispatcher>().SendDueAsync(CancellationToken.None) > 0) { }
        var directory = Path.Combine(Directory, "data", "mail");
        return System.IO.Directory.Exists(directory)
            ?
            [
                .. System
                    .IO.Directory.EnumerateFiles(directory, "*.eml")
                    .Order(StringComparer.Ordinal)
                    .Where(seen.Add)
                    .Select(f => MimeMessage.Load(f)),
            ]
            : [];
    }

    /// <summary>
    /// The confirmation mails of what was changed so far: when the window that gathers changes is over.
    /// </summary>
    public Task<IReadOnlyList<MimeMessage>> MailsOfChangesAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        return MailsAsync();
    }

    /// <summary>
    /// The path of the one link of that kind in a mail: <c>undo</c>, <c>c</c>, <c>p</c>, <c>receipt</c>.
    /// </summary>
    public static string LinkIn(MimeMessage mail, string kind) =>
        FindLink(mail, kind) ?? throw new Xunit.Sdk.XunitException($"No {kind} link in: {mail.TextBody}");

    public static string? FindLink(MimeMessage mail, string kind)
    {
        var found = Regex
            .Matches(mail.TextBody!, $@"{Regex.Escape(PublicUrl)}(/{kind}/[A-Za-z0-9_-]+)")
            .Select(m => m.Groups[1].Value)
            .Distinct()
            .ToArray();
        Assert.True(found.Length <= 1, $"Several {kind} links.");
        return found.SingleOrDefault();
    }

    /// <summary>A link that the person asked for and got by mail: it proves the mailbox.</summary>
    public async Task<string> MailedPreferencesPathAsync(Person person)
    {
        await Browser.PostAsync("/link", ("email", person.Address));
        return Assert.Single((await MailsAsync()).Select(m => FindLink(m, "p")).OfType<string>());
    }
}
