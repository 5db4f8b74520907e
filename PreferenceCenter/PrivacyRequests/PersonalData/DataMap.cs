namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// Map of personal data: every place that can hold data about a subscriber. Exports and erasures follow it. A test
/// compares it with the database model: a new table that refers to a subscriber must be added here.
/// </summary>
internal static class DataMap
{
    public static readonly IReadOnlyList<DataEntry> All =
    [
        new(
            "subscriber",
            DataPlace.Table,
            "Subscribers",
            ["Id", "PublicId", "LedgerId", "AddressKey"],
            DataCategory.Profile,
            DataBasis.Consent,
            DataSource.PersonOrImport,
            DataKept.UntilErased
        )
        {
            Read = DataReaders.Subscriber,
        },
        new(
            "choices",
            DataPlace.Table,
            "Choices",
            ["SubscriberId"],
            DataCategory.Choices,
            DataBasis.Consent,
            DataSource.PersonOrImport,
            DataKept.UntilErased
        )
        {
            Read = DataReaders.Choices,
        },
        new(
            "history",
            DataPlace.Table,
            "LedgerEvents",
            ["LedgerId"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.PersonOrImport,
            DataKept.ForGood
        )
        {
            Read = DataReaders.History,
        },
        new(
            "evidence",
            DataPlace.Table,
            "Evidence",
            ["Slot, Position of the person's events"],
            DataCategory.Proof,
            DataBasis.Duty,
            DataSource.PersonOrImport,
            DataKept.UntilErased
        )
        {
            Read = DataReaders.Evidence,
        },
        new(
            "mails",
            DataPlace.Table,
            "Outbox",
            ["SubscriberId", "AddressKey"],
            DataCategory.Mails,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.Mails
        )
        {
            Read = DataReaders.Mails,
        },
        new(
            "templates",
            DataPlace.Table,
            "Templates",
            ["Content: the address in a message"],
            DataCategory.Mails,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.UntilErased
        )
        {
            Read = DataReaders.Templates,
        },
        new(
            "links",
            DataPlace.Table,
            "MailedLinks",
            ["SubscriberId"],
            DataCategory.Mails,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.Mails
        )
        {
            Read = DataReaders.Links,
        },
        new(
            "sign-ups",
            DataPlace.Table,
            "OptIns",
            ["AddressKey", "SubscriberId"],
            DataCategory.SignUps,
            DataBasis.Consent,
            DataSource.Person,
            DataKept.Pending
        )
        {
            Read = DataReaders.SignUps,
        },
        new(
            "sessions",
            DataPlace.Table,
            "DataSessions",
            ["SubscriberId"],
            DataCategory.Visits,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.Hours
        )
        {
            Read = DataReaders.Sessions,
        },
        new(
            "address-changes",
            DataPlace.Table,
            "AddressChanges",
            ["SubscriberId", "AddressKey"],
            DataCategory.Profile,
            DataBasis.Duty,
            DataSource.Person,
            DataKept.Days
        )
        {
            Read = DataReaders.AddressChanges,
        },
        new(
            "requests",
            DataPlace.Table,
            "Requests",
            ["SubscriberId", "AddressKey"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.Person,
            DataKept.Closed
        )
        {
            Read = DataReaders.Requests,
        },
        new(
            "request-entries",
            DataPlace.Table,
            "RequestEntries",
            ["RequestId"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.PersonOrImport,
            DataKept.Closed
        )
        {
            Read = DataReaders.RequestEntries,
        },
        new(
            "request-files",
            DataPlace.Table,
            "RequestFiles",
            ["RequestId"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.Person,
            DataKept.Closed
        )
        {
            Read = DataReaders.RequestFiles,
        },
        new(
            "drafts",
            DataPlace.Table,
            "Drafts",
            ["RequestId", "AddressKey"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.PersonOrImport,
            DataKept.Draft
        )
        {
            Read = DataReaders.Drafts,
        },
        new(
            "recipient-notices",
            DataPlace.Table,
            "RecipientNotices",
            ["PublicId"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.ForGood
        )
        {
            Read = DataReaders.RecipientNotices,
        },
        new(
            "erasures",
            DataPlace.Table,
            "Erasures",
            ["Address: of the certificate"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.ForGood
        )
        {
            WhyNotRead = "It is about people who were erased: nobody who can ask stands in it.",
        },
        new(
            "erased-ids",
            DataPlace.Table,
            "ErasedIds",
            ["KeyedHash of the id, or of the address"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.ForGood
        )
        {
            WhyNotRead =
                "Of people who were erased nobody who can ask stands in it; of who came back it says only that they were, for a restored backup.",
        },
        new(
            "proof-stubs",
            DataPlace.Table,
            "ProofStubs",
            ["KeyedHash of the address"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.Evidence
        )
        {
            Read = DataReaders.ProofStubs,
        },
        new(
            "proof-readings",
            DataPlace.Table,
            "ProofReadings",
            ["KeyedHash of the address"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.Hours
        )
        {
            WhyNotRead =
                "It is about who of the staff asked to read what is kept of people who were erased; it goes after thirty days.",
        },
        new(
            "limits",
            DataPlace.Table,
            "RateLimits",
            ["Key: keyed hash of the address"],
            DataCategory.Protection,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.Hours
        )
        {
            Read = DataReaders.Limits,
        },
        new(
            "suppression",
            DataPlace.Table,
            "Suppressions",
            ["KeyedHash of the address"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Program,
            DataKept.ForGood
        )
        {
            Read = DataReaders.Suppression,
        },
        new(
            "unclaimed-leaves",
            DataPlace.Table,
            "UnclaimedLeaves",
            ["PublicId"],
            DataCategory.Protection,
            DataBasis.Duty,
            DataSource.Person,
            DataKept.ForGood
        )
        {
            Read = DataReaders.UnclaimedLeaves,
        },
        new(
            "journal",
            DataPlace.File,
            "Storage:JournalDirectory",
            ["person: the PublicId"],
            DataCategory.History,
            DataBasis.Duty,
            DataSource.Person,
            DataKept.ForGood
        )
        {
            WhyNotRead = "It repeats what history says took something away, for the time after a restored backup.",
        },
        new(
            "pickup-mails",
            DataPlace.File,
            "Mail:PickupDirectory",
            ["To: the address"],
            DataCategory.Mails,
            DataBasis.Interest,
            DataSource.Program,
            DataKept.Mails
        )
        {
            WhyNotRead = "These are the mails themselves, which the person has; mails lists them.",
        },
    ];

    /// <summary>Reads all data held about one subscriber, place by place, from one snapshot.</summary>
    public static async ValueTask<IReadOnlyList<PersonalDataRows>> ReadAsync(DataQuestion about)
    {
        var places = new List<PersonalDataRows>();
        foreach (var entry in All)
            if (entry.Read is { } read)
                places.Add(new PersonalDataRows(entry, await read(about)));
        return places;
    }
}
