namespace PreferenceCenter.Domain;

/// <summary>
/// The right that a privacy request uses, by article of the GDPR. The numbers are part of sealed events and of rows:
/// never reuse one.
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

    /// <summary>Article 22(3): a human reviews an automated decision.</summary>
    AutomatedDecision = 7,

    /// <summary>
    /// No right of the GDPR: a complaint about how data are handled, in the United Kingdom (Data Protection Act 2018,
    /// section 164A).
    /// </summary>
    Complaint = 8,
}

/// <summary>The state of a privacy request.</summary>
public enum PrivacyRequestState : byte
{
    /// <summary>Staff have to decide.</summary>
    Open = 1,

    /// <summary>The subscriber was asked to identify themselves; the month does not run until they answer.</summary>
    Held = 2,

    /// <summary>The request will be carried out automatically; until then the subscriber can cancel it.</summary>
    Grace = 3,

    /// <summary>The subscriber is erased; remaining copies in files are being removed.</summary>
    Cleaning = 4,
    Done = 5,
    Refused = 6,

    /// <summary>Cancelled by the subscriber.</summary>
    Cancelled = 7,

    /// <summary>The subscriber was erased before the decision, so there is no one left to answer.</summary>
    Overtaken = 8,

    /// <summary>A duplicate: answered together with the first request.</summary>
    Joined = 9,
}

/// <summary>How a privacy request arrived. Numbers are stored: never reuse one.</summary>
public enum PrivacyRequestOrigin : byte
{
    Person = 0,
    Letter = 1,
    Telephone = 2,
    Mail = 3,
    InPerson = 4,
}

/// <summary>One entry in the history of a privacy request. Numbers are stored: never reuse one.</summary>
public enum PrivacyRequestStep : byte
{
    Received = 1,
    Assigned = 2,
    Noted = 3,
    Attached = 4,

    /// <summary>The subscriber is asked to identify themselves.</summary>
    Asked = 5,
    Replied = 6,

    /// <summary>The subscriber is told about an extension and its reason.</summary>
    ExtensionTold = 7,
    Extended = 8,

    /// <summary>The extension failed: its notice had not been sent when the month ended.</summary>
    ExtensionLapsed = 9,
    Proposed = 10,

    /// <summary>The second person disagrees with the proposal.</summary>
    Objected = 11,
    Approved = 12,
    Refused = 13,

    /// <summary>Kept from erasure for a time: the data are needed for legal claims.</summary>
    LegallyHeld = 14,
    LegalHoldLifted = 15,
    Joined = 16,

    /// <summary>Decided by one person, because no second person was available.</summary>
    DecidedAlone = 17,
    Withdrawn = 18,
    RecipientAcknowledged = 19,
    RecipientImpossible = 20,

    /// <summary>What shows that a request is manifestly unfounded or excessive, as article 12(5) demands.</summary>
    ProofRecorded = 21,
}

/// <summary>The ground of a refusal, by article of the GDPR. Numbers are stored: never reuse one.</summary>
public enum RefusalGround : byte
{
    /// <summary>17(3)(b): a law requires the data to be kept.</summary>
    LegalObligation = 1,

    /// <summary>17(3)(e): the data are needed for legal claims.</summary>
    LegalClaims = 2,

    /// <summary>12(5)(b): manifestly unfounded or excessive.</summary>
    Unfounded = 3,

    /// <summary>12(6): who asks could not be confirmed, although there was reasonable doubt.</summary>
    NotIdentified = 4,

    /// <summary>11(2), 12(2): the controller cannot tell whose data they are.</summary>
    NotIdentifiable = 5,

    /// <summary>15(4): the copy would adversely affect the rights of others.</summary>
    OthersRightsInCopy = 6,

    /// <summary>20(3): the processing is necessary for a task in the public interest.</summary>
    PublicTask = 7,

    /// <summary>20(4): handing the data over would adversely affect the rights of others.</summary>
    OthersRightsInData = 8,

    /// <summary>16: the data are accurate and complete as they are.</summary>
    AlreadyAccurate = 9,
}

/// <summary>A decision on a privacy request that may need a second person.</summary>
public enum PrivacyRequestAct : byte
{
    Approve = 1,
    Refuse = 2,
    HoldLegally = 3,
    LiftLegalHold = 4,
}
