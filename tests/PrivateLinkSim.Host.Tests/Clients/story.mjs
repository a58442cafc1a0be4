// Tells a story with the AWS SDK for JavaScript and prints a line for each step: story.mjs STORY URL NAME=VALUE...
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as account from "@aws-sdk/client-account";
import * as ec2 from "@aws-sdk/client-ec2";
import * as elbv2 from "@aws-sdk/client-elastic-load-balancing-v2";
import * as iam from "@aws-sdk/client-iam";
import * as route53 from "@aws-sdk/client-route-53";
import * as sts from "@aws-sdk/client-sts";

// Callers are the roots of two accounts, and whoever is given keys on the way.
const keys = { shop: { accessKeyId: "111122223333", secretAccessKey: "any" }, customer: { accessKeyId: "444455556666", secretAccessKey: "any" } };
const services = {
  account: [account, account.AccountClient],
  ec2: [ec2, ec2.EC2Client],
  elbv2: [elbv2, elbv2.ElasticLoadBalancingV2Client],
  iam: [iam, iam.IAMClient],
  route53: [route53, route53.Route53Client],
  sts: [sts, sts.STSClient],
};
const [story, url, ...given] = process.argv.slice(2);
const names = Object.fromEntries(given.map((each) => [each.slice(0, each.indexOf("=")), each.slice(each.indexOf("=") + 1)]));
const clients = new Map();

async function call(who, region, service, operation, parameters) {
  const [calls, Client] = services[service];
  const key = `${keys[who].accessKeyId} ${region} ${service}`;
  if (!clients.has(key)) {
    clients.set(key, new Client({ endpoint: url, region, maxAttempts: 1, credentials: keys[who] }));
  }

  return clients.get(key).send(new calls[`${operation}Command`](parameters));
}

async function control(path, body) {
  const answer = await fetch(`${url}/_plsim${path}`, { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}

function filled(value) {
  if (Array.isArray(value)) {
    return value.map(filled);
  }

  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
  }

  return typeof value === "string" ? value.replace(/\$\{(\w+)\}/g, (_, name) => names[name]) : value;
}

const find = (answer, path) => path.split(".").reduce((found, part) => found.flatMap((each) => step(each, part)), [answer]);

// An empty list is left out by some clients, and nothing is what is told of it by all.
function step(value, part) {
  if (value === undefined || value === null) {
    return [];
  }

  // Policies come as IAM writes them; other clients have opened them.
  const opened = typeof value === "string" ? JSON.parse(decodeURIComponent(value)) : value;
  return part === "*" ? opened : /^\d+$/.test(part) ? opened.slice(Number(part), Number(part) + 1) : opened[part] === undefined ? [] : [opened[part]];
}

const text = (value) => (Array.isArray(value) ? value.map(text).join(",") : String(value));

for (const each of JSON.parse(readFileSync(story, "utf8"))) {
  if (each.control) {
    await control(each.control, filled(each.body));
    console.log(each.control, JSON.stringify(filled(each.body)));
    continue;
  }

  if (each.dig) {
    const asked = filled(each.dig);
    const answer = execFileSync("dig", ["+short", "+tries=1", ...asked], { encoding: "utf8" });
    console.log("dig", asked.at(-2), answer.split("\n").filter(Boolean).sort().join(","));
    continue;
  }

  const [service, operation] = each.call.split(":");
  let told;
  try {
    const answer = await call(each.by, each.region, service, operation, filled(each.with ?? {}));
    for (const [name, path] of Object.entries(each.keep ?? {})) {
      names[name] = find(answer, path)[0];
    }

    for (const [name, path] of Object.entries(each.keys ?? {})) {
      const [made] = find(answer, path);
      keys[name] = { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey, sessionToken: made.SessionToken };
    }

    told = [...Object.keys(each.keep ?? {}).map((name) => names[name]), ...(each.tell ?? []).map((path) => text(find(answer, path)))];
  } catch (error) {
    if (!error.$metadata?.httpStatusCode) {
      throw error;
    }

    told = [`refused ${error.Code ?? error.name}${each.saying ? `: ${error.message}` : ""}`];
  }

  console.log(`${each.by} ${each.region} ${operation}:`, told.join("; "));
}
