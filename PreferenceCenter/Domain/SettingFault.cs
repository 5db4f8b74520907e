namespace PreferenceCenter.Domain;

/// <summary>A fault in one setting: its key as the operator writes it, and what to do.</summary>
internal sealed record SettingFault(string Key, string Message);
