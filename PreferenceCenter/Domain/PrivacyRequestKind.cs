namespace PreferenceCenter.Domain;

/// <summary>
/// What a person may ask for, by the article of the GDPR. Numbers are part of sealed events and of rows: never reuse
/// one.
/// </summary>
public enum PrivacyRequestKind : byte
{
    /// <summary>Article 15.</summary>
    Access = 1,

    /// <summary>Article 20.</summary>
    Portability = 2,

    /// <summary>Article 16.</summary>
    Rectification = 3,

    /// <summary>Article 17.</summary>
    Erasure = 4,

    /// <summary>Article 18.</summary>
    Restriction = 5,

    /// <summary>Article 21.</summary>
    Objection = 6,

    /// <summary>Article 22(3): a human looks at what a machine decided.</summary>
    AutomatedDecision = 7,
}

/// <summary>How far a request has come.</summary>
public enum PrivacyRequestState : byte
{
    /// <summary>A person has to decide.</summary>
    Open = 1,

    /// <summary>The person was asked who they are; the month does not run until they answer.</summary>
    Held = 2,

    /// <summary>It will be carried out by itself; until then the person may think better of it.</summary>
    Grace = 3,

    /// <summary>Erased; what the files keep of it is being taken out.</summary>
    Cleaning = 4,
    Done = 5,
    Refused = 6,

    /// <summary>By the person.</summary>
    Cancelled = 7,

    /// <summary>The person was erased before it was decided: there is nobody left to answer.</summary>
    Overtaken = 8,

    /// <summary>Asked twice: answered with the one that came first.</summary>
    Joined = 9,
}

/// <summary>By which way it came. Numbers are stored: never reuse one.</summary>
public enum PrivacyRequestOrigin : byte
{
    Person = 0,
    Letter = 1,
    Telephone = 2,
    Mail = 3,
    InPerson = 4,
}

/// <summary>What happened to a request, line by line. Numbers are stored: never reuse one.</summary>
public enum PrivacyRequestStep : byte
{
    Received = 1,
    Assigned = 2,
    Noted = 3,
    Attached = 4,

    /// <summary>The person is asked who they are.</summary>
    Asked = 5,
    Replied = 6,

    /// <summary>The person is told that it takes longer, and why.</summary>
    ExtensionTold = 7,
    Extended = 8,

    /// <summary>The notice had not left when the month ended.</summary>
    ExtensionLapsed = 9,
    Proposed = 10,

    /// <summary>The second person thinks otherwise.</summary>
    Objected = 11,
    Approved = 12,
    Refused = 13,

    /// <summary>Kept from erasure for a while: it is needed for legal claims.</summary>
    LegallyHeld = 14,
    LegalHoldLifted = 15,
    Joined = 16,

    /// <summary>Decided by one, as nobody else could.</summary>
    DecidedAlone = 17,
    Withdrawn = 18,
    RecipientAcknowledged = 19,
    RecipientImpossible = 20,
}

/// <summary>Why a request is refused, by the article of the GDPR. Numbers are stored: never reuse one.</summary>
public enum RefusalGround : byte
{
    /// <summary>17(3)(b): the law asks to keep it.</summary>
    LegalObligation = 1,

    /// <summary>17(3)(e): it is needed for legal claims.</summary>
    LegalClaims = 2,

    /// <summary>12(5)(b): manifestly unfounded, or excessive.</summary>
    Unfounded = 3,

    /// <summary>12(6), 12(2): the person could not be identified.</summary>
    NotIdentified = 4,
}

/// <summary>A decision that may need a second person.</summary>
public enum PrivacyRequestAct : byte
{
    Approve = 1,
    Refuse = 2,
    HoldLegally = 3,
    LiftLegalHold = 4,
}
