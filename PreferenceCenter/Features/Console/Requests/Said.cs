using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>What came of something done on a page.</summary>
public sealed record Said(RequestRefusal Refusal, MarkupString? Text = null);
