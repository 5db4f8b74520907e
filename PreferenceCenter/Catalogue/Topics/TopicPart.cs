namespace PreferenceCenter.Catalogue.Topics;

/// <summary>What people see of a topic.</summary>
internal enum TopicPart
{
    /// <summary>The preferences page of a person with choices, the topic among them.</summary>
    Choices,

    /// <summary>The preferences page of a new person.</summary>
    Newcomer,

    /// <summary>The page of its sample issue.</summary>
    Sample,
}
