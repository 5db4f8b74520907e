using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Cli.Links;

/// <summary>
/// The commands <c>links …</c>: make the links of a subscriber, and manage the keys that sign them. A secret is never
/// printed.
/// </summary>
internal static class LinkCommands
{
    /// <summary>The JSON result of <c>links mint</c>.</summary>
    private sealed record Minted(string PreferencesUrl, string UnsubscribeUrl);

    /// <summary>One signing key as JSON.</summary>
    private sealed record Key(
        byte Id,
        bool Active,
        DateTimeOffset? MadeAt,
        DateTimeOffset? RevokedAt,
        bool UnsubscribeToo
    );

    /// <summary>The JSON result of a changed key.</summary>
    private sealed record Changed(byte ActiveKey);

    public static CommandList AddLinkCommands(this CommandList tree)
    {
        var email = new Option<string>("--email")
        {
            Description = "Whose links; - reads the address from standard input.",
            HelpName = "A",
            Required = true,
        };
        var topic = new Option<string?>("--topic")
        {
            Description = "Links for emails of this topic. Without it: for all.",
            HelpName = "KEY",
        };
        var id = new Argument<byte>("ID") { Description = "The key's id, as links keys lists it." };
        var unsubscribeToo = new Option<bool>("--unsubscribe-too")
        {
            Description = "End its unsubscribe links as well: only if the key has leaked.",
        };
        return tree.Group("links", "Signed links and the keys that sign them.")
            .Add(
                "links mint",
                new CenterCommand(
                    "mint",
                    "Prints somebody's preferences link, and below it the unsubscribe link.",
                    "links mint --email ada@example.org --topic news"
                )
                {
                    email,
                    topic,
                },
                call => MintAsync(call, call.Value(email)!, call.Value(topic))
            )
            .Add(
                "links keys",
                new CenterCommand(
                    "keys",
                    "Lists the signing keys: id, state, since when. Never a secret.",
                    "links keys"
                ),
                call => Task.FromResult(List(call)),
                CommandNeeds.Database
            )
            .Add(
                "links rotate",
                new CenterCommand(
                    "rotate",
                    "Creates a new key that signs from now on. Links signed so far keep working.",
                    "links rotate"
                ),
                call => ChangeAsync(call, ring => ring.Rotate(), change => (EventKind.LinkKeyAdded, change.ActiveId, 0))
            )
            .Add(
                "links revoke",
                new CenterCommand(
                    "revoke",
                    "Ends the preferences links a key signed. Its unsubscribe links keep working unless told otherwise.",
                    "links revoke 1"
                )
                {
                    id,
                    unsubscribeToo,
                },
                call =>
                    ChangeAsync(
                        call,
                        ring => ring.Revoke(call.Value(id), call.Value(unsubscribeToo)),
                        _ => (EventKind.LinkKeyRevoked, call.Value(id), call.Value(unsubscribeToo) ? 1 : 0)
                    )
            );
    }

    private static async Task<int> MintAsync(CommandCall call, string typed, string? key)
    {
        TopicInfo? topic = null;
        if (key is not null && !call.Service<CatalogueCache>().Current.ByKey.TryGetValue(key, out topic))
            return call.Terminal.Refuse($"There is no topic '{key}'.");
        var (person, exitCode) = await SubscriberFinder.FindAsync(call, typed);
        if (person is null)
            return exitCode;
        var links = call.Service<LinkMint>()
            .For(
                call.Service<LinkKeyRing>().Current,
                person.Subscriber.PublicId,
                (uint)(topic?.Number ?? 0),
                call.Service<TimeProvider>().GetUtcNow()
            );
        if (call.Json)
            call.Terminal.WriteJson(new Minted(links.PreferencesUrl, links.UnsubscribeUrl));
        else
        {
            call.Terminal.Out.WriteLine(links.PreferencesUrl);
            call.Terminal.Out.WriteLine(links.UnsubscribeUrl);
        }
        return ExitCode.Done;
    }

    private static int List(CommandCall call)
    {
        var keys = call.Service<LinkKeyRing>().Current;
        foreach (
            var key in keys.All.Select(k => new Key(
                k.Id,
                k.Id == keys.Active.Id,
                k.MadeAt,
                k.Revocation?.RevokedAt,
                k.Revocation?.UnsubscribeToo ?? false
            ))
        )
            if (call.Json)
                call.Terminal.WriteJson(key);
            else
                call.Terminal.Out.WriteLine(
                    $"{key.Id}\t{StateOf(key)}\t{(key.MadeAt is { } at ? Invariant($"made {at:yyyy-MM-dd}") : "from the settings")}"
                );
        return ExitCode.Done;
    }

    private static string StateOf(Key key) =>
        key.Active ? "active"
        : key.RevokedAt is not { } at ? "verifies"
        : Invariant($"revoked {at:yyyy-MM-dd}{(key.UnsubscribeToo ? ", unsubscribe too" : "")}");

    private static async Task<int> ChangeAsync(
        CommandCall call,
        Func<LinkKeyRing, LinkKeyChange> change,
        Func<LinkKeyChange, (EventKind Kind, byte Key, long Value)> eventOf
    )
    {
        var ring = call.Service<LinkKeyRing>();
        var before = ring.Current.Active.Id;
        var done = change(ring);
        if (Explain(done.Refusal) is { } why)
            return call.Terminal.Refuse(why);

        await using var running = await RunningWriter.StartAsync(call.Service<ChangeWriter>(), call.Cancel);
        var actor = await call.Service<LedgerNames>().OperatorAsync(call.Host.User);
        var (kind, key, value) = eventOf(done);
        List<AdminEvent> events = [new AdminEvent(kind, key, value, new Evidence())];
        // Revoking the active key makes another key first.
        if (kind == EventKind.LinkKeyRevoked && done.ActiveId != before)
            events.Insert(0, new AdminEvent(EventKind.LinkKeyAdded, done.ActiveId, 0, new Evidence()));
        var logged = await call.Service<ChangeWriter>()
            .SubmitAsync(
                new AdminLogEntry(
                    new Act(Channel.Command, actor, call.Service<TimeProvider>().GetUtcNow(), LawfulBasis.None, 0, 0),
                    events
                )
            );
        if (logged.Outcome == ChangeOutcome.Busy)
            return call.Terminal.Refuse(
                $"The keys are changed, and key {done.ActiveId} signs from now on; but the database is busy, and the log does not say so."
            );

        if (call.Json)
            call.Terminal.WriteJson(new Changed(done.ActiveId));
        else
            call.Terminal.Out.WriteLine($"key {done.ActiveId} signs from now on");
        return ExitCode.Done;
    }

    private static string? Explain(LinkKeyRefusal refusal) =>
        refusal switch
        {
            LinkKeyRefusal.None => null,
            LinkKeyRefusal.NoIdLeft => "Key 255 is used, and the format has no more.",
            LinkKeyRefusal.ActiveKeyIsSet =>
                "Links:ActiveKey says which key signs: add a key to the settings and change it there.",
            _ => "There is no key of that id.",
        };
}
