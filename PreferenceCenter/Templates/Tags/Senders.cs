using System.Collections.Frozen;

namespace PreferenceCenter.Templates.Tags;

/// <summary>The sending systems that are known, each with its merge tags: the one place that lists them.</summary>
internal static class Senders
{
    public static readonly IReadOnlyList<Sender> All =
    [
        new("mailchimp", "Mailchimp", ["*|UNSUB|*"], ["*|UPDATE_PROFILE|*"], "*|NAME|*")
        {
            UnsubscribeField = "UNSUBURL",
            PreferencesField = "PREFURL",
            WantsOwnLink = true,
        },
        new(
            "brevo",
            "Brevo",
            ["{{ unsubscribe }}", "{{unsubscribe}}", "[UNSUBSCRIBE]"],
            ["{{ update_profile }}", "{{update_profile}}"],
            "{{ contact.NAME }}"
        )
        {
            UnsubscribeField = "UNSUBSCRIBE_URL",
            PreferencesField = "PREFERENCES_URL",
            WantsOwnLink = true,
        },
        new(
            "sendgrid",
            "SendGrid",
            ["{{{unsubscribe}}}", "<%asm_group_unsubscribe_raw_url%>", "<%asm_global_unsubscribe_raw_url%>"],
            ["{{{unsubscribe_preferences}}}", "<%asm_preferences_raw_url%>"],
            "{{{NAME}}}"
        )
        {
            OpenPixel = "[OPEN-TRACKING]",
            HeaderName = "{0}",
            HeaderTerms = "Settings → Tracking → Subscription Tracking: off",
        },
        new(
            "mailgun",
            "Mailgun",
            ["%unsubscribe_url%", "%tag_unsubscribe_url%", "%mailing_list_unsubscribe_url%"],
            [],
            "%recipient.NAME%"
        )
        {
            HeaderName = "h:{0}",
            HeaderTerms = "Domain settings → Tracking → Unsubscribes: off",
        },
        new(
            "postmark",
            "Postmark",
            [
                "{{{pm:unsubscribe}}}",
                "{{{ pm:unsubscribe }}}",
                "{{{pm:unsubscribe_url}}}",
                "{{{ pm:unsubscribe_url }}}",
            ],
            [],
            "{{{NAME}}}"
        )
        {
            HeaderName = "{0}",
            // Its support has to allow it first.
            HeaderTerms = "Message Stream → Settings → Manage unsubscribes on your own",
        },
        new("ses", "Amazon SES", ["{{amazonSESUnsubscribeUrl}}"], [], "{{NAME}}")
        {
            HeaderName = "{0}",
            HeaderTerms = "SendEmail, SendBulkEmail: no ListManagementOptions",
        },
        new(
            "listmonk",
            "listmonk",
            ["{{ UnsubscribeURL }}", "{{UnsubscribeURL}}"],
            ["{{ ManageURL }}", "{{ManageURL}}"],
            "{{ .Subscriber.Attribs.NAME }}"
        )
        {
            OpenPixel = "{{ TrackView }}",
            HeaderName = "{0}",
            // Merge tags in them since 6.2; its own would be a second field.
            HeaderTerms = "listmonk ≥ 6.2; Settings → Privacy → Include List-Unsubscribe header: off",
        },
        new("mautic", "Mautic", ["{unsubscribe_url}", "{unsubscribe_text}"], [], "{contactfield=NAME}")
        {
            OpenPixel = "{tracking_pixel}",
            HeaderName = "{0}",
            // With one of these it puts its own address first.
            HeaderTerms = "no {unsubscribe_url}, no {unsubscribe_text}",
            UnsubscribeField = "unsubscribe_url",
            PreferencesField = "preferences_url",
        },
        new("mailerlite", "MailerLite", ["{$unsubscribe}"], ["{$preferences}"], "{$NAME}")
        {
            UnsubscribeField = "unsubscribe_url",
            PreferencesField = "preferences_url",
            WantsOwnLink = true,
        },
        new(
            "plain",
            "plain",
            ["{{unsubscribe_url}}", "{{unsubscribeUrl}}"],
            ["{{preferences_url}}", "{{preferencesUrl}}"],
            "{{NAME}}"
        )
        {
            HeaderName = "{0}",
        },
    ];

    public static Sender? Find(string key) => All.FirstOrDefault(sender => sender.Key == key);

    private static readonly FrozenDictionary<string, TagMeaning> Known = All.SelectMany(sender =>
            sender
                .Unsubscribe.Select(tag => (Tag: tag, Meaning: TagMeaning.Unsubscribe))
                .Concat(sender.Preferences.Select(tag => (Tag: tag, Meaning: TagMeaning.Preferences)))
                .Concat(sender.OpenPixel is { } pixel ? [(Tag: pixel, Meaning: TagMeaning.OpenPixel)] : [])
        )
        .DistinctBy(tag => MergeTag.NameOf(tag.Tag), StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(tag => MergeTag.NameOf(tag.Tag), tag => tag.Meaning, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What a merge tag stands for: as the table says, otherwise by its name, for links of a subscriber are fields of
    /// the senders that people name themselves.
    /// </summary>
    public static TagMeaning MeaningOf(string name) =>
        Known.TryGetValue(name, out var meaning) ? meaning
        : Speaks(name, "preferenc", "prefs", "pref_", "prefurl", "manage") ? TagMeaning.Preferences
        : Speaks(name, "unsub", "optout", "opt_out", "opt-out") ? TagMeaning.Unsubscribe
        : Speaks(name, "trackview", "tracking_pixel", "open-tracking", "open_tracking") ? TagMeaning.OpenPixel
        : TagMeaning.Other;

    private static bool Speaks(string name, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (name.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
