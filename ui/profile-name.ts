
/** "mozilla-modern-6.0" gives "profile_name_mozilla_modern_6_0", the message key of its name. */
export function profileNameKey(profile: string): string {
  return `profile_name_${profile.replace(/[^A-Za-z0-9]/g, "_")}`;
}
