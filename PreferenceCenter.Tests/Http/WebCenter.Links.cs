using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Links;
using PreferenceCenter.Mail.Dispatch;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>Links and mails.</summary>
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

    /// <summary>Link from a mail of recent years.</summary>
    public static string UnsubscribePathOf(Person person, long scope = 0) =>
        "/u/"
        + SignedLink.Mint(
            Keys[ActiveKey - 1],
            LinkPurpose.Unsubscribe,
            person.Id,
            (uint)scope,
            (uint)TestCenter.Start.ToUnixTimeSeconds()
        );

    /// <summary>Link from a mail of that day.</summary>
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

    /// <summary>Mails that are due and not yet seen.</summary>
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

    /// <summary>Confirmation mails of the changes so far, after the window that collects changes.</summary>
    public Task<IReadOnlyList<MimeMessage>> MailsOfChangesAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(1));
        return MailsAsync();
    }

    /// <summary>Path of the one link of that kind in a mail: <c>undo</c>, <c>c</c>, <c>p</c>, <c>receipt</c>.</summary>
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

    /// <summary>Link that the subscriber requested and received by mail; it proves control of the mailbox.</summary>
    public async Task<string> MailedPreferencesPathAsync(Person person)
    {
        await Browser.PostAsync("/link", ("email", person.Address));
        return Assert.Single((await MailsAsync()).Select(m => FindLink(m, "p")).OfType<string>());
    }
}
