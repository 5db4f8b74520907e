using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Messages;

/// <summary>
/// Finds somebody's address in what others wrote: words, notes and files of other people's requests, and what staff have
/// typed and not sent or not published. An erasure takes it out of the words; a file stays as its sender wrote it.
/// </summary>
internal static class AddressMentions
{
    private const string HoldsAt = "%@%";
    private const string TakenOut = "[…]";
    private const int MostRead = 10_000;
    private static readonly string[] Readable = ["text/plain", "message/rfc822"];
    private static readonly ConcurrentDictionary<Guid, FrozenSet<string>> Read = [];

    /// <summary>Whether the address stands in what is not its owner's.</summary>
    /// <param name="about">A request that is being answered: it is its owner's too.</param>
    public static async Task<bool> HoldAsync(CenterContext context, string addressKey, Guid? about)
    {
        var others = context.Requests.Where(r =>
            r.AddressKey != addressKey
            && (about == null || r.Id != about && r.JoinedTo != about)
            && !context.Subscribers.Any(s => s.Id == r.SubscriberId && s.AddressKey == addressKey)
        );
        var drafts = Drafts(context)
            .Where(d => d.AddressKey != addressKey && (d.RequestId == null || others.Any(r => r.Id == d.RequestId)));
        return await HoldsAsync(Entries(context).Where(e => others.Any(r => r.Id == e.RequestId)).Select(e => e.Text!))
            || await HoldsAsync(Worded(others).Select(r => r.Contact + "\n" + r.Words))
            || await HoldsAsync(drafts.Select(d => d.Text), json: true)
            || await HoldsAsync(Unpublished(context).Select(d => d.Fields), json: true)
            || await FilesHoldAsync(context, others, addressKey);

        async Task<bool> HoldsAsync(IQueryable<string> texts, bool json = false) =>
            (await texts.ToListAsync()).Exists(text => KeysIn(text, json).Contains(addressKey));
    }

    /// <summary>All addresses in such words, of which <see cref="Erase"/> can take one out.</summary>
    public static IEnumerable<string> Addresses(CenterContext context) =>
        Entries(context)
            .Select(e => e.Text!)
            .ToList()
            .Concat(Worded(context.Requests).Select(r => r.Contact + "\n" + r.Words).ToList())
            .SelectMany(text => KeysIn(text, json: false))
            .Concat(
                Drafts(context)
                    .Select(d => d.Text)
                    .ToList()
                    .Concat(Unpublished(context).Select(d => d.Fields).ToList())
                    .SelectMany(text => KeysIn(text, json: true))
            );

    /// <summary>Takes these addresses out of such words, and deletes what was typed with them and not sent.</summary>
    public static void Erase(CenterContext context, params IReadOnlyCollection<string> addressKeys)
    {
        foreach (var e in Entries(context).Select(e => new { e.Id, e.Text }).ToList())
            if (Without(e.Text, addressKeys) is var text && text != e.Text)
                context.RequestEntries.Where(x => x.Id == e.Id).ExecuteUpdate(s => s.SetProperty(x => x.Text, text));
        foreach (
            var r in Worded(context.Requests)
                .Select(r => new
                {
                    r.Id,
                    r.Contact,
                    r.Words,
                })
                .ToList()
        )
            if (KeysIn(r.Contact + "\n" + r.Words, json: false).Overlaps(addressKeys))
            {
                var (contact, words) = (Without(r.Contact, addressKeys), Without(r.Words, addressKeys));
                context
                    .Requests.Where(x => x.Id == r.Id)
                    .ExecuteUpdate(s => s.SetProperty(x => x.Contact, contact).SetProperty(x => x.Words, words));
            }
        foreach (
            var d in Drafts(context)
                .Select(d => new
                {
                    d.AccountId,
                    d.Name,
                    d.Text,
                })
                .ToList()
        )
            if (KeysIn(d.Text, json: true).Overlaps(addressKeys))
                context.Drafts.Where(x => x.AccountId == d.AccountId && x.Name == d.Name).ExecuteDelete();
        foreach (
            var d in Unpublished(context)
                .Select(d => new
                {
                    d.Kind,
                    d.Key,
                    d.Version,
                    d.Fields,
                })
                .ToList()
        )
            if (KeysIn(d.Fields, json: true).Overlaps(addressKeys))
            {
                // Whoever has it open looks again before it is published.
                var (fields, version) = (JsonWithout(d.Fields, addressKeys), RandomId.New());
                context
                    .CatalogueDrafts.Where(x => x.Kind == d.Kind && x.Key == d.Key && x.Version == d.Version)
                    .ExecuteUpdate(s => s.SetProperty(x => x.Fields, fields).SetProperty(x => x.Version, version));
            }
    }

    private static IQueryable<PrivacyRequestEntry> Entries(CenterContext context) =>
        context.RequestEntries.AsNoTracking().Where(e => e.Text != null && EF.Functions.Like(e.Text, HoldsAt));

    private static IQueryable<PrivacyRequestRow> Worded(IQueryable<PrivacyRequestRow> requests) =>
        requests
            .AsNoTracking()
            .Where(r =>
                r.Contact != null && EF.Functions.Like(r.Contact, HoldsAt)
                || r.Words != null && EF.Functions.Like(r.Words, HoldsAt)
            );

    private static IQueryable<DraftRow> Drafts(CenterContext context) =>
        context.Drafts.AsNoTracking().Where(d => EF.Functions.Like(d.Text, HoldsAt));

    private static IQueryable<CatalogueDraftRow> Unpublished(CenterContext context) =>
        context.CatalogueDrafts.AsNoTracking().Where(d => EF.Functions.Like(d.Fields, HoldsAt));

    // A file never changes, so it is read once.
    private static async Task<bool> FilesHoldAsync(
        CenterContext context,
        IQueryable<PrivacyRequestRow> requests,
        string addressKey
    )
    {
        var files = context.RequestFiles.Where(f => Readable.Contains(f.Type));
        foreach (
            var id in await files.Where(f => requests.Any(r => r.Id == f.RequestId)).Select(f => f.Id).ToListAsync()
        )
        {
            if (!Read.TryGetValue(id, out var addresses))
            {
                if (Read.Count > MostRead)
                    Read.Clear();
                var content = await context.RequestFiles.Where(f => f.Id == id).Select(f => f.Content).SingleAsync();
                Read[id] = addresses = MessageAddresses.KeysIn(content);
            }
            if (addresses.Contains(addressKey))
                return true;
        }
        return false;
    }

    private static FrozenSet<string> KeysIn(string text, bool json) =>
        MessageAddresses.KeysIn(json ? string.Join('\n', StringsIn(text)) : text);

    private static IEnumerable<string> StringsIn(string json)
    {
        var strings = new List<string>();
        Map(
            JsonNode.Parse(json),
            text =>
            {
                strings.Add(text);
                return text;
            }
        );
        return strings;
    }

    private static string JsonWithout(string json, IReadOnlyCollection<string> addressKeys) =>
        Map(JsonNode.Parse(json), text => Without(text, addressKeys) ?? "")!.ToJsonString();

    private static JsonNode? Map(JsonNode? node, Func<string, string> change) =>
        node switch
        {
            JsonObject fields => new JsonObject(
                fields.Select(f => KeyValuePair.Create(f.Key, Map(f.Value, change))).ToList()
            ),
            JsonArray items => new JsonArray([.. items.Select(item => Map(item, change))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => change(value.GetValue<string>()),
            _ => node?.DeepClone(),
        };

    // Where the address is spelled so that it cannot be cut out, nothing of the text stays.
    private static string? Without(string? text, IReadOnlyCollection<string> addressKeys)
    {
        if (text is null || !MessageAddresses.KeysIn(text).Overlaps(addressKeys))
            return text;
        var left = text;
        foreach (var spelled in MessageAddresses.Spellings(text, addressKeys))
            left = Regex.Replace(
                left,
                $@"(?<![\p{{L}}\p{{N}}._-]){Regex.Escape(spelled)}(?![\p{{L}}\p{{N}}-]|\.[\p{{L}}\p{{N}}])",
                TakenOut,
                RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                TimeSpan.FromSeconds(1)
            );
        return MessageAddresses.KeysIn(left).Overlaps(addressKeys) ? null : left;
    }
}
