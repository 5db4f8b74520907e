namespace PreferenceCenter.Domain;

/// <summary>What a person may ask for, by the article of the GDPR. Numbers are part of sealed events and of rows: never reuse one.</summary>
public enum RequestKind : byte
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
internal enum RequestState : byte
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
}
